import { capitalised } from '@scenario-sandbox/core/narrate/labels.ts';
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
import {
  createContext,
  type KeyboardEvent,
  memo,
  use,
  useCallback,
  useEffect,
  useMemo,
  useRef,
} from 'react';
import '@xyflow/react/dist/style.css';
import type { NodeKind } from '../document/influence.ts';
import { Loading } from '../ui/notice.tsx';
import { useWatched, type Watched } from '../ui/watched.ts';
import { type Direction, type Drawn, nodeHeightPx, nodeWidthPx } from './arrangement.ts';
import type { ModelView } from './model-view.ts';
import { nearestInDirection } from './nearest.ts';
import { type Arranged, useArrangement } from './use-arrangement.ts';

type DiagramNode = Node<
  { readonly label: string; readonly kind: NodeKind; readonly direction: Direction },
  'influence'
>;

interface DiagramProps {
  /** Laid out anew where this is another object. */
  readonly nodes: readonly Drawn[];
  readonly model: ModelView;
  /** Asked for a new node: by a double click on the canvas, or by Insert. */
  readonly onAdd: () => void;
}

const nodeTypes = { influence: memo(InfluenceShape) };

/** The selected name is no part of the graph: with another one two shapes are drawn again, not all. */
const Selection = createContext<Watched<{ readonly selected: string | null }> | null>(null);

/** Influence diagram: shapes by kind, arrows from what is used to what uses it. */
export default memo(function Diagram({ nodes, model, onAdd }: DiagramProps) {
  const { select } = model;
  const arranged = useArrangement(nodes);
  const drawing = useMemo(() => arranged && drawingOf(arranged), [arranged]);
  const canvas = useRef<HTMLDivElement>(null);
  // The same for every node, or each would be drawn again.
  const onNodeClick = useCallback((_: unknown, { id }: DiagramNode) => select(id), [select]);
  if (nodes.length === 0) {
    return <p className="muted">There is nothing to draw yet: add a variable or a model line.</p>;
  }
  if (!drawing) return <Loading what="the diagram" />;
  const { placed, edges } = drawing;
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const target = event.target as HTMLElement;
    if (event.key === 'Insert') onAdd();
    const id = target.closest<HTMLElement>('.react-flow__node')?.dataset.id;
    if (!id) return;
    if (event.key === 'Enter' || event.key === ' ') select(id);
    const next = nearestInDirection(placed, id, event.key);
    if (!next) return;
    event.preventDefault();
    event.currentTarget.querySelector<HTMLElement>(`[data-id="${CSS.escape(next)}"]`)?.focus();
  };
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
        <Selection value={model}>
          <ReactFlow
            nodes={placed}
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
            ariaLabelConfig={spoken}
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
        </Selection>
      </div>
    </div>
  );
});

/** Read aloud in place of the library's words, which tell of moving and deleting: nothing here does. */
const spoken = {
  'node.a11yDescription.default': 'Press Enter to show it, or an arrow key to go to the next name.',
  'node.a11yDescription.keyboardDisabled':
    'Press Enter to show it, or an arrow key to go to the next name.',
  'edge.a11yDescription.default': 'An arrow from what is used to what uses it.',
  'controls.ariaLabel': 'Size of the diagram',
  'controls.zoomIn.ariaLabel': 'Zoom in',
  'controls.zoomOut.ariaLabel': 'Zoom out',
} as const;

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

function useIsSelected(id: string): boolean {
  const selection = use(Selection);
  if (!selection) throw new Error('A shape needs a Selection around it');
  return useWatched(selection, ({ selected }) => selected === id);
}

/** Characters above which a label is set smaller, so that an oval holds it. */
const longLabel = 10;

function InfluenceShape({ id, data }: NodeProps<DiagramNode>) {
  return (
    <div
      className="shape"
      data-kind={data.kind}
      data-long={data.label.length > longLabel}
      data-selected={useIsSelected(id)}
    >
      <Handle
        type="target"
        position={data.direction === 'LR' ? Position.Left : Position.Top}
        isConnectable={false}
      />
      <span title={`${data.label} (${id})`}>{data.label}</span>
      <Handle
        type="source"
        position={data.direction === 'LR' ? Position.Right : Position.Bottom}
        isConnectable={false}
      />
    </div>
  );
}

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

/** Nodes and arrows as they are placed. */
function drawingOf({ nodes, direction, corners }: Arranged) {
  const placed = nodes.map(
    ({ id, kind, label }): DiagramNode => ({
      id,
      type: 'influence',
      position: corners.get(id) ?? { x: 0, y: 0 },
      data: { label: capitalised(label), kind, direction },
      width: nodeWidthPx,
      height: nodeHeightPx,
      handles: handlesOf(direction),
      ariaLabel: `${label}, ${kind}`,
    }),
  );
  const edges = nodes.flatMap(({ id, dependsOn }) =>
    dependsOn.map(
      (from): Edge => ({
        id: `${from}→${id}`,
        source: from,
        target: id,
        markerEnd: { type: MarkerType.ArrowClosed },
      }),
    ),
  );
  return { placed, edges };
}
