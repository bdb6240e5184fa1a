import type { Graph, GraphNode, NodeId, StateSource } from '../language/graph.ts';
import type { Overrides } from './plan.ts';

const VARYING = new Set<string>(['uniform', 'quantile', 'irr']);

/**
 * Which nodes are the same number in every sample (though they may differ by period). A state is so
 * unless something it is made of is not: all are assumed so, until none has to be taken back.
 */
export function scalarNodes(graph: Graph, overrides: Overrides): boolean[] {
  const scalar = graph.nodes.map(() => true);
  const of = (id: NodeId) => scalar[id] as boolean;
  const holds = (node: GraphNode) => {
    if (VARYING.has(node.op)) return false;
    if (node.op === 'input' && overrides.values[node.ref as number]) return false;
    if (node.op !== 'state') return node.args.every(of);
    const { start, next } = graph.states[node.ref as number] as StateSource;
    return of(start) && of(next);
  };
  for (let changed = true; changed; ) {
    changed = false;
    graph.nodes.forEach((node, id) => {
      if (!scalar[id] || holds(node)) return;
      scalar[id] = false;
      changed = true;
    });
  }
  return scalar;
}
