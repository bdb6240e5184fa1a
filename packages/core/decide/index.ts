export { type DecideContext, decide, type OnStep } from './decide.ts';
export type * from './findings.ts';
export { type AnalysisName, analyses } from './registry.ts';
export { type Resolution, resolutionOf } from './stopping.ts';
export { OVERALL } from './valuation.ts';
