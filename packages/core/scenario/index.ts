export type { Lines, Position } from './document.ts';
export { scenarioHash } from './hash.ts';
export { lintScenario, lintText } from './lint.ts';
export type { Problem } from './problems.ts';
export { checkScenario, placed, readScenario, type ScenarioRead } from './read.ts';
