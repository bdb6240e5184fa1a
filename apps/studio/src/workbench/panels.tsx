import type { Problem } from '@scenario-sandbox/contract';
import { lazy, memo, Suspense, useCallback, useDeferredValue, useState } from 'react';
import type { OpenDocument } from '../document/open-document.ts';
import type { Target } from '../document/reference.ts';
import { InputsPanel } from '../inputs/inputs-panel.tsx';
import { ModelPanel } from '../model/model-panel.tsx';
import { createModelView } from '../model/model-view.ts';
import { Loading } from '../ui/notice.tsx';
import { useMedia } from '../ui/use-media.ts';
import { useWatched } from '../ui/watched.ts';
import { isRunning } from './run-state.ts';
import { type PanelId, type PanelPart, SideBySide } from './side-by-side.tsx';
import { TabbedPanels } from './tabbed-panels.tsx';
import { Unreadable } from './unreadable.tsx';
import type { Run } from './use-run.ts';

const ResultsPanel = lazy(() => import('../results/results-panel.tsx'));

interface PanelsProps {
  readonly document: OpenDocument;
  readonly problems: readonly Problem[];
  /** Id of the saved scenario that the run's changes can be compared with; null where there is none. */
  readonly baseline: string | null;
  readonly run: Run;
  readonly onRun: () => void;
}

/**
 * Inputs, model and results side by side where there is room, else as tabs. What they show they watch
 * themselves: with a change of it the panels' frame is not drawn again.
 */
export const Panels = memo(function Panels(props: PanelsProps) {
  const { document, problems, baseline, run, onRun } = props;
  const wide = useMedia('(min-width: 64rem)');
  const [model] = useState(createModelView);
  const [wanted, want] = useState<{ readonly id: PanelId } | null>(null);
  const [tab, setTab] = useState<PanelId>('inputs');
  const bring = useCallback((id: PanelId) => {
    setTab(id);
    want({ id });
  }, []);
  // Hundreds of names are drawn in slices, between which the page answers.
  const ready = useDeferredValue(true, false);
  const running = useWatched(run, isRunning);
  // A run that starts brings its results to the front.
  const [ran, setRan] = useState(running);
  if (ran !== running) {
    setRan(running);
    if (running) bring('results');
  }
  const show = useCallback(
    (target: Target) => {
      bring('model');
      model.show(target);
    },
    [bring, model],
  );
  const parts: readonly PanelPart[] = [
    {
      id: 'inputs',
      label: 'Inputs',
      content: ready ? <InputsPanel document={document} /> : <Loading what="the inputs" />,
    },
    {
      id: 'model',
      label: 'Model',
      content: ready ? (
        <ModelPanel document={document} problems={problems} model={model} />
      ) : (
        <Loading what="the model" />
      ),
    },
    {
      id: 'results',
      label: 'Results',
      content: (
        <Suspense fallback={<Loading what="results" />}>
          <ResultsPanel
            document={document}
            run={run}
            baseline={baseline}
            show={show}
            onRun={onRun}
          />
        </Suspense>
      ),
    },
  ];
  return (
    <>
      <Unreadable document={document} showLine={(line) => show({ node: null, line })} />
      {wide ? (
        <SideBySide parts={parts} wanted={wanted} />
      ) : (
        <TabbedPanels parts={parts} shown={tab} onShow={setTab} />
      )}
    </>
  );
});
