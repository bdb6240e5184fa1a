import type { ReactNode, RefObject } from 'react';
import { Panel, type PanelImperativeHandle } from 'react-resizable-panels';

interface CollapsiblePanelProps {
  readonly id: string;
  readonly label: string;
  readonly defaultSize: string;
  readonly panelRef: RefObject<PanelImperativeHandle | null>;
  readonly collapsed: boolean;
  readonly onCollapsed: (collapsed: boolean) => void;
  readonly children: ReactNode;
}

/** Room for the button that opens the panel again. */
const stripPx = 40;

/** A panel that shrinks to a strip with its name; what it holds keeps its state. */
export function CollapsiblePanel(props: CollapsiblePanelProps) {
  const { id, label, defaultSize, panelRef, collapsed, onCollapsed, children } = props;
  return (
    <Panel
      id={id}
      panelRef={panelRef}
      defaultSize={defaultSize}
      minSize="15%"
      collapsible
      collapsedSize={stripPx}
      onResize={({ inPixels }) => onCollapsed(inPixels <= stripPx + 1)}
    >
      {collapsed && (
        <button
          type="button"
          className="strip"
          aria-label={`Open ${label}`}
          onClick={() => panelRef.current?.expand()}
        >
          <span aria-hidden="true">»</span> {label}
        </button>
      )}
      <section
        className="panel"
        aria-label={label}
        tabIndex={-1}
        hidden={collapsed}
        data-panel-stop={collapsed ? undefined : true}
      >
        <button
          type="button"
          className="collapse"
          aria-label={`Collapse ${label}`}
          title={`Collapse ${label}`}
          onClick={() => panelRef.current?.collapse()}
        >
          <span aria-hidden="true">«</span>
        </button>
        {children}
      </section>
    </Panel>
  );
}
