import type { Graph } from '../language/graph.ts';
import { fuse } from './fuse.ts';
import { gather } from './gather.ts';
import { lower } from './lower.ts';
import type { Overrides, Plan } from './plan.ts';
import { allocate } from './registers.ts';

/** The plan of a graph. Errors: a series that depends on a total of itself. */
export function planOf(graph: Graph, overrides: Overrides): Plan {
  return allocate(gather(fuse(lower(graph, overrides))), graph.periods);
}
