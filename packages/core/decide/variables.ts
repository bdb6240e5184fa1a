import type { Scenario } from '@scenario-sandbox/contract';
import type { Graph } from '../language/graph.ts';

/** An uncertain input as the decision maker knows it: one name, however many options define it. */
export interface Variable {
  readonly name: string;
  /** Its places in `graph.inputs`. Definitions under one name share their draws. */
  readonly inputs: readonly number[];
  readonly perPeriod: boolean;
  /** Names it is correlated with, directly or through others, itself among them. */
  readonly group: readonly string[];
}

/** The uncertain inputs of a graph by name, in its order. */
export function variablesOf(scenario: Scenario, graph: Graph): Variable[] {
  const names = [...new Set(graph.inputs.map((input) => input.name))];
  const groups = correlatedGroups(scenario, names);
  return names.map((name) => {
    const inputs = graph.inputs.flatMap((input, i) => (input.name === name ? [i] : []));
    return {
      name,
      inputs,
      perPeriod: inputs.some((i) => graph.inputs[i]?.perPeriod === true),
      group: groups.get(name) ?? [name],
    };
  });
}

/** Connected components of the correlations that are not 0, members in the order of names. */
function correlatedGroups(
  scenario: Scenario,
  names: readonly string[],
): Map<string, readonly string[]> {
  const leader = new Map(names.map((name) => [name, name]));
  for (const { between, spearman } of scenario.correlations ?? []) {
    const [a, b] = [leader.get(between[0]), leader.get(between[1])];
    if (spearman === 0 || a === undefined || b === undefined) continue;
    for (const [name, of] of leader) if (of === b) leader.set(name, a);
  }
  return new Map(
    names.map((name) => [name, names.filter((other) => leader.get(other) === leader.get(name))]),
  );
}
