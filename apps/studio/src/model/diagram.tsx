import { Graph, layout } from '@dagrejs/dagre';
import {
  Background,
  ControlButton,
  Controls,
  type Edge,
  Handle,
  MarkerType,
  type Node,
  type NodeProps,
  Position,
  ReactFlow,
} from '@xyflow/react';
import { type KeyboardEvent, memo, useMemo, useRef } from 'react';
import '@xyflow/react/dist/style.css';
import type { InfluenceNode, NodeKind } from '../document/influence.ts';
import { useMedia } from '../ui/use-media.ts';
import { nearestInDirection } from './nearest.ts';

type DiagramNode = Node<{ readonly label: string; readonly kind: NodeKind }, 'influence'>;

interface DiagramProps {
  readonly nodes: readonly InfluenceNode[];
  readonly selected: string | null;
  readonly onSelect: (id: string) => void;
}

const nodeTypes = { influence: memo(InfluenceShape) };

/** Influence diagram: shapes by kind, arrows from what is used to what uses it. */
export default function Diagram({ nodes, selected, onSelect }: DiagramProps) {
  const { placed, edges } = useMemo(() => arrange(nodes), [nodes]);
  const canvas = useRef<HTMLDivElement>(null);
  const still = useMedia('(prefers-reduced-motion: reduce)');
  const shown = useMemo(
    () => placed.map((node) => ({ ...node, selected: node.id === selected })),
    [placed, selected],
  );
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const target = event.target as HTMLElement;
    const id = target.closest<HTMLElement>('.react-flow__node')?.dataset.id;
    if (!id) return;
    if (event.key === 'Enter' || event.key === ' ') onSelect(id);
    const next = nearestInDirection(placed, id, event.key);
    if (!next) return;
    event.preventDefault();
    event.currentTarget.querySelector<HTMLElement>(`[data-id="${CSS.escape(next)}"]`)?.focus();
  };
  if (nodes.length === 0) {
    return (
      <p className="muted">
        There is nothing to draw yet: add a variable or a model line in the Outline.
      </p>
    );
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move among the focusable nodes inside
    <div className="diagram" onKeyDown={onKeyDown}>
      <Legend />
      <div className="canvas" ref={canvas}>
        <ReactFlow
          nodes={shown}
          edges={edges}
          nodeTypes={nodeTypes}
          nodesDraggable={false}
          nodesConnectable={false}
          edgesFocusable={false}
          disableKeyboardA11y={false}
          onNodeClick={(_, node) => onSelect(node.id)}
          fitView
          fitViewOptions={{ padding: 0.04, minZoom: 0.55, ...(still ? {} : { duration: 200 }) }}
          minZoom={0.2}
          colorMode="system"
          aria-label="Influence diagram. Arrow keys move between names, Enter shows one. The Outline tab has the same as a table."
        >
          <Background />
          <Controls showInteractive={false} showFitView={false}>
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

function InfluenceShape({ data }: NodeProps<DiagramNode>) {
  return (
    <div className="shape" data-kind={data.kind}>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <span>{data.label}</span>
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </div>
  );
}

const nodeWidthPx = 132;
const nodeHeightPx = 40;

function arrange(nodes: readonly InfluenceNode[]): { placed: DiagramNode[]; edges: Edge[] } {
  const graph = new Graph<
    object,
    { width: number; height: number; x: number; y: number },
    object
  >();
  graph.setGraph({ rankdir: 'LR', nodesep: 12, ranksep: 36 });
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
      data: { label: id, kind },
      width: nodeWidthPx,
      height: nodeHeightPx,
      ariaLabel: `${label}, ${kind}`,
    };
  });
  const edges = links.map(({ from, to }) => ({
    id: `${from}→${to}`,
    source: from,
    target: to,
    markerEnd: { type: MarkerType.ArrowClosed },
  }));
  return { placed, edges };
}
