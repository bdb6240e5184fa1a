import type { Problem, Scenario } from '@scenario-sandbox/contract';
import { lazy, Suspense, useState } from 'react';
import type { Target } from '../document/reference.ts';
import type { Parsed, Path } from '../document/yaml.ts';
import { InputsPanel } from '../inputs/inputs-panel.tsx';
import { ModelPanel } from '../model/model-panel.tsx';
import { useModelView } from '../model/use-model-view.ts';
import { Loading } from '../ui/notice.tsx';
import { useMedia } from '../ui/use-media.ts';
import { isRunning } from './run-state.ts';
import { type PanelId, type PanelPart, SideBySide } from './side-by-side.tsx';
import { TabbedPanels } from './tabbed-panels.tsx';
import { Unreadable } from './unreadable.tsx';
import type { Run } from './use-run.ts';

const ResultsPanel = lazy(() => import('../results/results-panel.tsx'));

export interface PanelsProps {
  readonly text: string;
  readonly version: string;
  readonly edit: (text: string, burst?: number) => void;
  readonly change: (path: Path, value: unknown) => void;
  readonly parsed: Parsed;
  /** The scenario, or what it was when the text could last be read. */
  readonly shown: Scenario | null;
  readonly problems: readonly Problem[];
  /** Id of the saved scenario that the run's changes can be compared with; null where there is none. */
  readonly baseline: string | null;
  readonly run: Run;
  readonly onRun: () => void;
}

/** Inputs, model and results side by side where there is room, else as tabs. */
export function Panels(props: PanelsProps) {
  const wide = useMedia('(min-width: 64rem)');
  const model = useModelView();
  const [wanted, want] = useState<{ readonly id: PanelId } | null>(null);
  const [tab, setTab] = useState<PanelId>('inputs');
  const bring = (id: PanelId) => {
    setTab(id);
    want({ id });
  };
  const running = isRunning(props.run);
  // A run that starts brings its results to the front.
  const [ran, setRan] = useState(running);
  if (ran !== running) {
    setRan(running);
    if (running) bring('results');
  }
  const show = (target: Target) => {
    bring('model');
    model.show(target);
  };
  const frozen = props.parsed.scenario === null;
  const parts: readonly PanelPart[] = [
    {
      id: 'inputs',
      label: 'Inputs',
      content: <InputsPanel shown={props.shown} frozen={frozen} change={props.change} />,
    },
    {
      id: 'model',
      label: 'Model',
      content: (
        <ModelPanel
          text={props.text}
          edit={props.edit}
          change={props.change}
          shown={props.shown}
          frozen={frozen}
          problems={props.problems}
          model={model}
        />
      ),
    },
    {
      id: 'results',
      label: 'Results',
      content: (
        <Suspense fallback={<Loading what="results" />}>
          <ResultsPanel {...props} scenario={props.parsed.scenario} show={show} />
        </Suspense>
      ),
    },
  ];
  return (
    <>
      <Unreadable parsed={props.parsed} showLine={(line) => show({ node: null, line })} />
      {wide ? (
        <SideBySide parts={parts} wanted={wanted} />
      ) : (
        <TabbedPanels parts={parts} shown={tab} onShow={setTab} />
      )}
    </>
  );
}
