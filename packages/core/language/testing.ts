import type { Scenario } from '@scenario-sandbox/contract';
import type { Problem } from '../scenario/problems.ts';
import { createOracle } from '../simulate/oracle.ts';
import { compileScenario } from './compile.ts';
import type { Graph } from './graph.ts';

/** For tests: a scenario of two options, with what a case is about. */
export function scenarioWith(parts: Partial<Scenario>): Scenario {
  return {
    schema: 'scenario.v1',
    id: 'test',
    title: 'Test',
    options: [{ id: 'a' }, { id: 'b' }],
    ...parts,
  };
}

export function graphOf(parts: Partial<Scenario>): Graph {
  const compiled = compileScenario(scenarioWith(parts));
  if ('graph' in compiled) return compiled.graph;
  throw new Error(compiled.problems.map((problem) => problem.message).join('\n'));
}

export function problemsOf(parts: Partial<Scenario>): readonly Problem[] {
  const compiled = compileScenario(scenarioWith(parts));
  return 'problems' in compiled ? compiled.problems : [];
}

/** Samples of an outcome of one option. */
export function samplesOf(
  parts: Partial<Scenario>,
  outcome: string,
  { option = 0, samples = 8, seed = 0 }: { option?: number; samples?: number; seed?: number } = {},
): Float64Array {
  const graph = graphOf(parts);
  const run = createOracle(graph, { seed, samples, sampler: 'sobol' }).run();
  const column = run.outcomes[option]?.[graph.outcomeNames.indexOf(outcome)];
  if (column === undefined) throw new Error(`There is no outcome ${outcome}.`);
  return column;
}

/** A series of one option in the first sample, by period. */
export function seriesOf(parts: Partial<Scenario>, name: string, option = 0): number[] {
  const graph = graphOf(parts);
  const run = createOracle(graph, { seed: 0, samples: 1, sampler: 'sobol' }).run();
  const columns = run.series[option]?.[graph.seriesNames.indexOf(name)];
  if (columns === undefined) throw new Error(`There is no series ${name}.`);
  return columns.map((column) => column[0] ?? Number.NaN);
}

export const PERIODS = { count: 3, unit: 'month' };

/** What is wrong, the scenario's parts, and the path and part of the message that must come of it. */
export type ProblemCase = [what: string, parts: Partial<Scenario>, path: string, message: string];

export function problemTexts(parts: Partial<Scenario>): string[] {
  return problemsOf(parts).map(
    ({ severity, path, message }) => `${severity} at ${path}: ${message}`,
  );
}
