import type { Problem, Scenario } from '@scenario-sandbox/contract';
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { type Key, Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { Group, Panel, Separator } from 'react-resizable-panels';
import type { Target } from '../document/reference.ts';
import type { Path } from '../document/yaml.ts';
import { InputsPanel } from '../inputs/inputs-panel.tsx';
import { ModelPanel } from '../model/model-panel.tsx';
import { useModelView } from '../model/use-model-view.ts';
import { Loading } from '../ui/notice.tsx';
import { useMedia } from '../ui/use-media.ts';
import { isRunning } from './run-state.ts';
import type { Run } from './use-run.ts';

const ResultsPanel = lazy(() => import('../results/results-panel.tsx'));

export interface PanelsProps {
  readonly text: string;
  readonly edit: (text: string, burst?: number) => void;
  readonly change: (path: Path, value: unknown) => void;
  readonly scenario: Scenario | null;
  readonly problems: readonly Problem[];
  readonly run: Run;
  readonly onRun: () => void;
  /** Id of the scenario as saved; null where it never was. */
  readonly baseline: string | null;
}

/** Inputs, model and results side by side where there is room, else as tabs. */
export function Panels(props: PanelsProps) {
  const wide = useMedia('(min-width: 64rem)');
  const model = useModelView();
  const [tab, setTab] = useState<Key>('inputs');
  const show = (target: Target) => {
    setTab('model');
    model.show(target);
  };
  const parts: readonly [string, string, ReactNode][] = [
    ['inputs', 'Inputs', <InputsPanel key="inputs" {...props} />],
    ['model', 'Model', <ModelPanel key="model" {...props} model={model} />],
    [
      'results',
      'Results',
      <Suspense key="results" fallback={<Loading what="results" />}>
        <ResultsPanel {...props} show={show} />
      </Suspense>,
    ],
  ];
  if (!wide) {
    return (
      <TabbedPanels parts={parts} running={isRunning(props.run)} shown={tab} onShow={setTab} />
    );
  }
  return (
    <Group orientation="horizontal" className="panels">
      {parts.flatMap(([id, label, content], i) => [
        ...(i > 0
          ? [
              <Separator
                key={`${id}-edge`}
                className="panel-edge"
                aria-label={`Width of ${label}`}
              />,
            ]
          : []),
        <Panel
          key={id}
          id={id}
          defaultSize={i === 0 ? '25%' : i === 1 ? '36%' : '39%'}
          minSize="15%"
        >
          <section className="panel" aria-label={label} tabIndex={-1} data-panel-stop>
            {content}
          </section>
        </Panel>,
      ])}
    </Group>
  );
}

interface TabbedPanelsProps {
  readonly parts: readonly [string, string, ReactNode][];
  readonly running: boolean;
  readonly shown: Key;
  readonly onShow: (tab: Key) => void;
}

/** A run that starts brings its results to the front. */
function TabbedPanels({ parts, running, shown, onShow }: TabbedPanelsProps) {
  useEffect(() => {
    if (running) onShow('results');
  }, [running, onShow]);
  return (
    <Tabs className="tabs narrow-panels" selectedKey={shown} onSelectionChange={onShow}>
      <TabList aria-label="Panels" className="tab-list">
        {parts.map(([id, label]) => (
          <Tab key={id} id={id} className="tab">
            {label}
          </Tab>
        ))}
      </TabList>
      {parts.map(([id, label, content]) => (
        <TabPanel
          key={id}
          id={id}
          className="panel"
          shouldForceMount
          aria-label={label}
          data-panel-stop
        >
          {content}
        </TabPanel>
      ))}
    </Tabs>
  );
}
