import type { Graph, GraphNode, NodeId } from '../language/graph.ts';

const REDUCERS = new Set<string>(['sum', 'mean', 'last', 'npv', 'irr', 'when']);

/** A node that turns a series into one value per sample. */
export function isReducer(node: GraphNode): boolean {
  return REDUCERS.has(node.op);
}

/**
 * The pass over the periods in which each node is known: 0 without reducers beneath it, one more
 * for each reducer on the way. Within a level, static nodes come first, then the loop over periods.
 * Errors: a state that depends on a reducer of itself has no level.
 */
export function levelsOf(graph: Graph): Int32Array {
  const { nodes } = graph;
  const levels = new Int32Array(nodes.length);
  for (let round = 0; round <= nodes.length; round++) {
    let changed = false;
    nodes.forEach((node, id) => {
      const level = levelOf(graph, levels, node);
      if (level > (levels[id] as number)) {
        levels[id] = level;
        changed = true;
      }
    });
    if (!changed) return levels;
  }
  throw new Error(
    'A series depends on a total of itself; take the total of an earlier line instead.',
  );
}

function levelOf(graph: Graph, levels: Int32Array, node: GraphNode): number {
  const of = (id: NodeId) => levels[id] as number;
  if (node.op === 'state') {
    const state = graph.states[node.ref as number] as { start: NodeId; next: NodeId };
    return Math.max(of(state.start), of(state.next));
  }
  let level = 0;
  for (const arg of node.args) level = Math.max(level, of(arg));
  return isReducer(node) ? level + 1 : level;
}
