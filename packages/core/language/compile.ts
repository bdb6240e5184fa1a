import type { Scenario } from '@scenario-sandbox/contract';
import { checkStructure } from '../scenario/check.ts';
import { type Problem, Problems } from '../scenario/problems.ts';
import { GraphBuilder, GraphTooLarge, MAX_NODES } from './builder.ts';
import { correlationMixes } from './dependence/correlations.ts';
import { finish } from './finish.ts';
import type { Graph } from './graph.ts';
import { lowerOption } from './lower-option.ts';
import { checkNames } from './names.ts';
import { type Scope, scopesOf } from './scope.ts';
import { checkTargets } from './targets.ts';
import { inferUnits, type Units } from './units/units.ts';
import { rootsOf, studiedIn, yieldsOf } from './yields.ts';

export type Compiled =
  | {
      readonly graph: Graph;
      /** Variables that no model line, score or constraint reads, in the order of their names. */
      readonly unused: readonly string[];
      readonly units: Units;
    }
  | { readonly problems: readonly Problem[] };

/**
 * Compiles a scenario into the graph that computes it, or says everything that stands in the way.
 * The graph depends on what the scenario says, not on the order of its keys: names are visited in
 * the order of their UTF-16 code units. Problems carry a path; `lintText` adds lines.
 */
export function compileScenario(scenario: Scenario): Compiled {
  const problems = new Problems();
  try {
    const compiled = compile(scenario, problems);
    if (compiled && !problems.hasErrors) return compiled;
  } catch (error) {
    if (!(error instanceof GraphTooLarge)) throw error;
    problems.error(
      'TOO_LARGE',
      'model',
      `it needs more than ${MAX_NODES} operations; leave out detail that decides nothing.`,
    );
  }
  return { problems: problems.list };
}

function compile(
  scenario: Scenario,
  problems: Problems,
): Extract<Compiled, { graph: Graph }> | null {
  checkStructure(scenario, problems);
  const scopes = scopesOf(scenario, problems);
  checkNames(scenario, scopes, problems);
  const mixes = correlationMixes(scenario, scopes, problems);
  if (problems.hasErrors) return null;
  const builder = new GraphBuilder();
  const workshop = { builder, problems, mixes, stocks: new Map<string, number>() };
  const roots = rootsOf(scenario);
  const studied = scopes.map((scope) => studiedIn(scenario, scope));
  const nodes = scopes.map((scope, i) =>
    lowerOption(scope, [...roots, ...(studied[i] ?? [])], workshop),
  );
  if (problems.hasErrors) return null;
  const yields = yieldsOf(scenario, scopes, nodes, builder, problems);
  checkTargets(scenario, scopes, yields, problems);
  const units = inferUnits(scenario, scopes, problems);
  const observed = studied.flatMap((names, i) =>
    names.flatMap((name) => nodes[i]?.get(name) ?? []),
  );
  const graph = finish(builder, yields, observed, problems);
  return { graph, unused: unusedOf(scopes, nodes), units };
}

/** Variables that were lowered for no option. */
function unusedOf(
  scopes: readonly Scope[],
  nodes: readonly ReadonlyMap<string, number>[],
): string[] {
  const names = scopes.flatMap((scope) =>
    [...scope.definitions.values()].flatMap(({ name, role }) => (role === 'variable' ? name : [])),
  );
  const used = new Set(nodes.flatMap((map) => [...map.keys()]));
  return [...new Set(names)].filter((name) => !used.has(name)).sort();
}
