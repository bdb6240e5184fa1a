import type { Graph, GraphNode, NodeId, StateSource } from './graph.ts';

/** The nodes that a node is computed from; of a state, its start and what it becomes. */
export function argsOf(graph: Graph, id: NodeId): readonly NodeId[] {
  const node = graph.nodes[id] as GraphNode;
  if (node.op !== 'state') return node.args;
  const { start, next } = graph.states[node.ref as number] as StateSource;
  return [start, next];
}

/** Some nodes and every node they are computed from, as far as `args` leads. */
export function reach(
  roots: Iterable<NodeId>,
  args: (id: NodeId) => readonly NodeId[],
): Set<NodeId> {
  const seen = new Set<NodeId>();
  const stack = [...roots];
  while (stack.length > 0) {
    const id = stack.pop() as NodeId;
    if (seen.has(id)) continue;
    seen.add(id);
    stack.push(...args(id));
  }
  return seen;
}
