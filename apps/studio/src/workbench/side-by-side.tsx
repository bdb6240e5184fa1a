import { Fragment, type ReactNode, useEffect, useState } from 'react';
import { Group, Separator, useDefaultLayout, usePanelRef } from 'react-resizable-panels';
import { CollapsiblePanel } from './collapsible-panel.tsx';

export type PanelId = 'inputs' | 'model' | 'results';

export interface PanelPart {
  readonly id: PanelId;
  readonly label: string;
  readonly content: ReactNode;
}

interface SideBySideProps {
  readonly parts: readonly PanelPart[];
  /** A panel to open if it is collapsed; a new object asks again. */
  readonly wanted: { readonly id: PanelId } | null;
}

const sizes: Readonly<Record<PanelId, string>> = { inputs: '25%', model: '36%', results: '39%' };
const panelIds = Object.keys(sizes);

/** Panels whose widths, and whether they are collapsed, this browser remembers. */
export function SideBySide({ parts, wanted }: SideBySideProps) {
  const layout = useDefaultLayout({ id: 'scenario-sandbox.panels', panelIds });
  const refs = { inputs: usePanelRef(), model: usePanelRef(), results: usePanelRef() };
  const [collapsed, setCollapsed] = useState<readonly PanelId[]>([]);
  const mark = (id: PanelId, is: boolean) =>
    setCollapsed((now) => (now.includes(id) === is ? now : without(now, id, is)));
  const { model, results, inputs } = refs;
  useEffect(() => {
    if (wanted) ({ inputs, model, results })[wanted.id].current?.expand();
  }, [wanted, inputs, model, results]);
  // Shown at once, so that what was asked for can take the keyboard before the panel has its width.
  const [answered, setAnswered] = useState(wanted);
  if (wanted !== answered) {
    setAnswered(wanted);
    if (wanted) mark(wanted.id, false);
  }
  return (
    <Group orientation="horizontal" className="panels" {...layout}>
      {parts.map(({ id, label, content }, i) => (
        <Fragment key={id}>
          {i > 0 && <Separator className="panel-edge" aria-label={`Width of ${label}`} />}
          <CollapsiblePanel
            id={id}
            label={label}
            defaultSize={sizes[id]}
            panelRef={refs[id]}
            collapsed={collapsed.includes(id)}
            onCollapsed={(is) => mark(id, is)}
          >
            {content}
          </CollapsiblePanel>
        </Fragment>
      ))}
    </Group>
  );
}

const without = (ids: readonly PanelId[], id: PanelId, is: boolean): readonly PanelId[] =>
  is ? [...ids, id] : ids.filter((each) => each !== id);
