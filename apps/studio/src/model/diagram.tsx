import { Graph, layout } from '@dagrejs/dagre';
import {
  ControlButton,
  Controls,
  type Edge,
  Handle,
  MarkerType,
  type Node,
  type NodeProps,
  Position,
  ReactFlow,
  useReactFlow,
  useStore,
} from '@xyflow/react';
import { Fragment, type KeyboardEvent, memo, useCallback, useEffect, useMemo, useRef } from 'react';
import '@xyflow/react/dist/style.css';
import type { InfluenceNode, NodeKind } from '../document/influence.ts';
import { nearestInDirection } from './nearest.ts';

type Direction = 'LR' | 'TB';
type DiagramNode = Node<
  { readonly label: string; readonly kind: NodeKind; readonly direction: Direction },
  'influence'
>;

interface DiagramProps {
  readonly nodes: readonly InfluenceNode[];
  readonly selected: string | null;
  readonly onSelect: (id: string) => void;
  /** Asked for a new node: by a double click on the canvas, or by Insert. */
  readonly onAdd: () => void;
}

const nodeTypes = { influence: memo(InfluenceShape) };

/** Influence diagram: shapes by kind, arrows from what is used to what uses it. */
export default function Diagram({ nodes, selected, onSelect, onAdd }: DiagramProps) {
  // What a figure comes to moves no node: it is laid out again where what is drawn has changed.
  const drawn = JSON.stringify(
    nodes.map(({ id, label, kind, dependsOn }) => [id, label, kind, dependsOn]),
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: of the nodes, what is drawn
  const { placed, edges } = useMemo(() => arrangement(nodes), [drawn]);
  const canvas = useRef<HTMLDivElement>(null);
  const shown = useMemo(
    // Those that are not selected stay what they were, so that they are not drawn again.
    () => placed.map((node) => (node.id === selected ? { ...node, selected: true } : node)),
    [placed, selected],
  );
  // The same for every node, or each would be drawn again.
  const onNodeClick = useCallback((_: unknown, { id }: DiagramNode) => onSelect(id), [onSelect]);
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const target = event.target as HTMLElement;
    if (event.key === 'Insert') onAdd();
    const id = target.closest<HTMLElement>('.react-flow__node')?.dataset.id;
    if (!id) return;
    if (event.key === 'Enter' || event.key === ' ') onSelect(id);
    const next = nearestInDirection(placed, id, event.key);
    if (!next) return;
    event.preventDefault();
    event.currentTarget.querySelector<HTMLElement>(`[data-id="${CSS.escape(next)}"]`)?.focus();
  };
  if (nodes.length === 0) {
    return <p className="muted">There is nothing to draw yet: add a variable or a model line.</p>;
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move among the focusable nodes inside
    <div className="diagram" onKeyDown={onKeyDown}>
      <div className="diagram-head">
        {/* First, so that whoever looks for what can take the keyboard need not walk all edges. */}
        <button
          type="button"
          className="button small"
          aria-label="Add a name"
          title="Add a variable or a model line"
          onClick={onAdd}
        >
          Add
        </button>
        <Legend />
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Insert, and the form below, do the same */}
      <div
        className="canvas"
        ref={canvas}
        onDoubleClick={({ target }) => {
          if ((target as HTMLElement).closest('.react-flow__pane')) onAdd();
        }}
      >
        <ReactFlow
          nodes={shown}
          edges={edges}
          nodeTypes={nodeTypes}
          nodesDraggable={false}
          nodesConnectable={false}
          edgesFocusable={false}
          elementsSelectable={false}
          disableKeyboardA11y={false}
          onNodeClick={onNodeClick}
          minZoom={minZoom}
          zoomOnDoubleClick={false}
          colorMode="system"
          aria-label="Influence diagram. Arrow keys move between names, Enter shows one, Insert adds one. The Outline tab has the same as a table."
        >
          <KeepInView nodes={placed} />
          <Controls orientation="horizontal" showInteractive={false} showFitView={false}>
            <ControlButton
              onClick={() => toggleFullscreen(canvas.current)}
              aria-label="Full screen"
            >
              <svg viewBox="0 0 16 16" aria-hidden="true">
                <path
                  d="M1 6V1h5M10 1h5v5M15 10v5h-5M6 15H1v-5"
                  fill="none"
                  stroke="currentColor"
                  strokeWidth="2"
                />
              </svg>
            </ControlButton>
          </Controls>
        </ReactFlow>
      </div>
    </div>
  );
}

const minZoom = 0.2;
/** At the bottom for the controls. */
const padding = { top: '10px', left: '10px', right: '10px', bottom: '44px' } as const;

/** Shows the whole diagram: at first, when names come or go, and when its room changes. */
function KeepInView({ nodes }: { readonly nodes: readonly DiagramNode[] }) {
  const { fitView } = useReactFlow();
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the nodes are what is fitted
  useEffect(() => {
    // A panel that is not shown has no size to fit into.
    if (width > 0 && height > 0) fitView({ padding, minZoom, maxZoom: 1.3 });
  }, [fitView, width, height, nodes]);
  return null;
}

const kinds: readonly NodeKind[] = ['decision', 'uncertain', 'constant', 'computed', 'objective'];

function Legend() {
  return (
    <p className="legend">
      {kinds.map((kind) => (
        <span key={kind} data-kind={kind}>
          {kind}
        </span>
      ))}
    </p>
  );
}

/** A browser that refuses full screen leaves the diagram as it is. */
function toggleFullscreen(element: HTMLElement | null): void {
  const change = document.fullscreenElement
    ? document.exitFullscreen()
    : element?.requestFullscreen();
  change?.catch(() => {});
}

/** Characters above which a label is set smaller, so that an oval holds it. */
const longLabel = 14;

function InfluenceShape({ data }: NodeProps<DiagramNode>) {
  return (
    <div className="shape" data-kind={data.kind} data-long={data.label.length > longLabel}>
      <Handle
        type="target"
        position={data.direction === 'LR' ? Position.Left : Position.Top}
        isConnectable={false}
      />
      <span title={data.label}>
        {data.label.split('_').map((part, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one fixed name
          <Fragment key={i}>
            {i > 0 && '_'}
            {i > 0 && <wbr />}
            {part}
          </Fragment>
        ))}
      </span>
      <Handle
        type="source"
        position={data.direction === 'LR' ? Position.Right : Position.Bottom}
        isConnectable={false}
      />
    </div>
  );
}

const nodeWidthPx = 116;
const nodeHeightPx = 40;
const handlePx = 6;

/** Where arrows end and begin. Known beforehand, nothing of the page is measured for it. */
function handlesOf(direction: Direction): NonNullable<DiagramNode['handles']> {
  const middle = { x: (nodeWidthPx - handlePx) / 2, y: (nodeHeightPx - handlePx) / 2 };
  const size = { width: handlePx, height: handlePx };
  const [before, x, y] = [-handlePx / 2, nodeWidthPx - handlePx / 2, nodeHeightPx - handlePx / 2];
  return direction === 'LR'
    ? [
        { type: 'target', position: Position.Left, ...middle, x: before, ...size },
        { type: 'source', position: Position.Right, ...middle, x, ...size },
      ]
    : [
        { type: 'target', position: Position.Top, ...middle, y: before, ...size },
        { type: 'source', position: Position.Bottom, ...middle, y, ...size },
      ];
}

interface Arrangement {
  readonly placed: DiagramNode[];
  readonly edges: Edge[];
  readonly width: number;
  readonly height: number;
}

/** Width over height of the room that the panel usually has. */
const roomAspect = 0.85;

/** From left to right or from top to bottom, whichever can be shown larger. */
function arrangement(nodes: readonly InfluenceNode[]): Arrangement {
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

function arrange(nodes: readonly InfluenceNode[], direction: Direction): Arrangement {
  const graph = new Graph<Sheet, { width: number; height: number; x: number; y: number }, object>();
  const ranker = nodes.length > manyNames ? 'tight-tree' : 'network-simplex';
  graph.setGraph({ rankdir: direction, nodesep: 8, ranksep: 26, ranker });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id } of nodes) {
    graph.setNode(id, { width: nodeWidthPx, height: nodeHeightPx, x: 0, y: 0 });
  }
  const links = nodes.flatMap(({ id, dependsOn }) => dependsOn.map((from) => ({ from, to: id })));
  for (const { from, to } of links) graph.setEdge(from, to);
  layout(graph);
  const placed = nodes.map(({ id, kind, label }): DiagramNode => {
    const { x, y } = graph.node(id);
    return {
      id,
      type: 'influence',
      position: { x: x - nodeWidthPx / 2, y: y - nodeHeightPx / 2 },
      data: { label: id, kind, direction },
      width: nodeWidthPx,
      height: nodeHeightPx,
      handles: handlesOf(direction),
      ariaLabel: `${label}, ${kind}`,
    };
  });
  const edges = links.map(({ from, to }) => ({
    id: `${from}→${to}`,
    source: from,
    target: to,
    markerEnd: { type: MarkerType.ArrowClosed },
  }));
  const { width = 0, height = 0 } = graph.graph() ?? {};
  return { placed, edges, width, height };
}
