import { Graph, layout } from '@dagrejs/dagre';
import type { InfluenceNode } from '../document/influence.ts';

/** What the diagram shows of a name. */
export type Drawn = Pick<InfluenceNode, 'id' | 'label' | 'kind' | 'dependsOn'>;

/** From left to right, or from top to bottom. */
export type Direction = 'LR' | 'TB';

/** Where everything is drawn, in CSS pixels before any zoom. */
export interface Arrangement {
  readonly direction: Direction;
  /** Upper left corners by name. */
  readonly corners: ReadonlyMap<string, { readonly x: number; readonly y: number }>;
  readonly width: number;
  readonly height: number;
}

export const nodeWidthPx = 116;
export const nodeHeightPx = 48;

/** Width over height of the room that the panel usually has. */
const roomAspect = 0.85;

/** From left to right or from top to bottom, whichever can be shown larger. */
export function arrangementOf(nodes: readonly Drawn[]): Arrangement {
  const across = arrange(nodes, 'LR');
  const down = arrange(nodes, 'TB');
  const extent = ({ width, height }: Arrangement) => Math.max(width, height * roomAspect);
  return extent(down) < extent(across) ? down : across;
}

/** Beyond so many names the shortest arrows take dagre too long: three times as long for two hundred. */
const manyNames = 60;

interface Sheet {
  rankdir?: string;
  nodesep?: number;
  ranksep?: number;
  ranker?: string;
  width?: number;
  height?: number;
}

function arrange(nodes: readonly Drawn[], direction: Direction): Arrangement {
  const graph = new Graph<Sheet, { width: number; height: number; x: number; y: number }, object>();
  const ranker = nodes.length > manyNames ? 'tight-tree' : 'network-simplex';
  graph.setGraph({ rankdir: direction, nodesep: 8, ranksep: 26, ranker });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id } of nodes) {
    graph.setNode(id, { width: nodeWidthPx, height: nodeHeightPx, x: 0, y: 0 });
  }
  for (const { id, dependsOn } of nodes) {
    for (const from of dependsOn) graph.setEdge(from, id);
  }
  layout(graph);
  const corners = new Map(
    nodes.map(({ id }) => {
      const { x, y } = graph.node(id);
      return [id, { x: x - nodeWidthPx / 2, y: y - nodeHeightPx / 2 }];
    }),
  );
  const { width = 0, height = 0 } = graph.graph() ?? {};
  return { direction, corners, width, height };
}
