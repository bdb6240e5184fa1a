import type { Graph, GraphNode, NodeId, StateSource, UniformSource } from '../../language/graph.ts';

/** A graph of one option for tests, from its nodes and what they refer to. */
export function graphOf(parts: {
  nodes: GraphNode[];
  periods: number;
  outcomes?: NodeId[];
  series?: NodeId[];
  constraints?: NodeId[];
  inputs?: NodeId[];
  states?: StateSource[];
  uniforms?: number | UniformSource[];
  quantiles?: Graph['quantiles'];
}): Graph {
  const { nodes, periods, outcomes = [], series = [], constraints = [] } = parts;
  const { uniforms = 0, quantiles = [], states = [] } = parts;
  const drawnAnew = (parts.inputs ?? []).filter((node) => nodes[node]?.series);
  const means = drawnAnew.map((node) => ({ op: 'mean' as const, args: [node], series: false }));
  return {
    nodes: [...nodes, ...means],
    periods,
    states,
    quantiles,
    uniforms:
      typeof uniforms === 'number' ? Array.from({ length: uniforms }, plainSource) : uniforms,
    inputs: (parts.inputs ?? []).map((node, i) => ({
      name: `x${i}`,
      options: ['a'],
      shared: true,
      perPeriod: (nodes[node] as GraphNode).series,
      node,
      stored: drawnAnew.includes(node) ? nodes.length + drawnAnew.indexOf(node) : node,
      uniform: i,
      distribution: null,
    })),
    options: [{ id: 'a', outcomes, series, constraints }],
    outcomeNames: outcomes.map((_, i) => `y${i}`),
    seriesNames: series.map((_, i) => `s${i}`),
    constraintNames: constraints.map((_, i) => `c${i}`),
  };
}

function plainSource(_: unknown, i: number): UniformSource {
  return { name: `x${i}`, key: [i + 1, 7 * i], perPeriod: false, dimension: i, stride: 0 };
}
