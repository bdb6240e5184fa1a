import type { Lint, Scenario } from '@scenario-sandbox/contract';
import { compileScenario } from '../language/compile.ts';
import type { Graph } from '../language/graph.ts';
import type { Lines } from './document.ts';
import { scenarioHash } from './hash.ts';
import { warnOfImpossibleDraws } from './impossible-draws.ts';
import { member, type Problem, Problems } from './problems.ts';
import { placed, readScenario } from './read.ts';

/** Reads a text and says everything that is wrong with it (errors) or probably not meant (warnings). */
export function lintText(text: string, options: { format?: 'yaml' | 'json' } = {}): Lint {
  const read = readScenario(text, options);
  if ('problems' in read) return toLint(null, read.problems);
  return lintScenario(read.scenario, read.lines);
}

/**
 * The same for a scenario that was read already.
 * lines: where its parts stand in the text, if it came from one.
 */
export function lintScenario(scenario: Scenario, lines?: Lines): Lint {
  const compiled = compileScenario(scenario);
  const problems =
    'problems' in compiled
      ? compiled.problems
      : warningsOf(scenario, compiled.graph, compiled.unused);
  return toLint(scenario, lines ? placed(problems, lines) : problems);
}

function toLint(scenario: Scenario | null, problems: readonly Problem[]): Lint {
  const errors = problems.filter((problem) => problem.severity === 'error');
  const warnings = problems.filter((problem) => problem.severity === 'warning');
  return {
    schema: 'lint.v1',
    valid: errors.length === 0,
    scenarioId: scenario?.id ?? null,
    scenarioHash: scenario && scenarioHash(scenario),
    problems: [...errors.sort(byPlace), ...warnings.sort(byPlace)],
  };
}

function byPlace(left: Problem, right: Problem): number {
  return (left.line ?? 0) - (right.line ?? 0) || (left.column ?? 0) - (right.column ?? 0);
}

function warningsOf(
  scenario: Scenario,
  graph: Graph,
  unused: readonly string[],
): readonly Problem[] {
  const problems = new Problems();
  for (const name of unused) {
    problems.warning(
      'UNUSED',
      pathOf(name, scenario),
      'no model line, score or constraint reads it; use it or remove it.',
    );
  }
  if (scenario.comparisons && scenario.criteria?.some(({ weight }) => weight !== undefined)) {
    problems.warning(
      'UNUSED',
      'comparisons',
      'a criterion has a weight of its own, so no comparison is read; leave out the weights or the comparisons.',
    );
  }
  warnOfEqualOptions(graph, problems);
  warnOfNonNumbers(scenario, graph, problems);
  warnOfImpossibleDraws(scenario, graph, problems);
  return problems.list;
}

function pathOf(name: string, scenario: Scenario): string {
  if (Object.hasOwn(scenario.variables ?? {}, name)) return member('variables', name);
  const index = scenario.options.findIndex((option) => Object.hasOwn(option.set ?? {}, name));
  return member(member(member('options', index), 'set'), name);
}

/** Options that compute the same in every sample: what tells them apart is missing. */
function warnOfEqualOptions(
  { options, outcomeNames, seriesNames }: Graph,
  problems: Problems,
): void {
  if (outcomeNames.length + seriesNames.length === 0) return;
  const first = new Map<string, string>();
  for (const [index, option] of options.entries()) {
    const key = JSON.stringify([option.outcomes, option.series]);
    const other = first.get(key);
    if (other === undefined) first.set(key, option.id);
    else
      problems.warning(
        'EQUAL_OPTIONS',
        member('options', index),
        `it computes the same as ${other}; set what differs between them.`,
      );
  }
}

/** Outcomes that are no number whatever is drawn, such as 1 / 0. */
function warnOfNonNumbers(
  scenario: Scenario,
  { nodes, options, outcomeNames }: Graph,
  problems: Problems,
): void {
  for (const option of options) {
    for (const [index, id] of option.outcomes.entries()) {
      const node = nodes[id];
      const name = outcomeNames[index] ?? '';
      const isLine = Object.hasOwn(scenario.model ?? {}, name);
      if (!isLine || node?.op !== 'const' || Number.isFinite(node.value)) continue;
      problems.warning(
        'NOT_A_NUMBER',
        member('model', name),
        `for option ${option.id} it is ${node.value} whatever is drawn; look for a division by 0.`,
      );
    }
  }
}
