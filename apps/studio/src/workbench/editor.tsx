import type { Problem, Report, Scenario } from '@scenario-sandbox/contract';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import { useBackend } from '../backend/context.ts';
import { keepAnswer } from '../document/answers.ts';
import { keepDraft } from '../document/drafts.ts';
import { useHistory } from '../document/history.ts';
import { keepSavedText } from '../document/saved-text.ts';
import { versionOf } from '../document/version.ts';
import { type Path, parseScenario, removeAt, setAt } from '../document/yaml.ts';
import { RunFooter } from '../results/run-footer.tsx';
import type { Pin } from '../route.ts';
import { useDebounced } from '../ui/use-debounced.ts';
import { useLatest } from '../ui/use-latest.ts';
import { useTitle } from '../ui/use-title.ts';
import { whileFailing } from '../ui/while-failing.ts';
import { Panels } from './panels.tsx';
import { isRunning } from './run-state.ts';
import { Toolbar } from './toolbar.tsx';
import { useAutoRun } from './use-auto-run.ts';
import { type Run, useRun } from './use-run.ts';
import { useShortcuts } from './use-shortcuts.ts';

const PrintedReport = lazy(() => import('./printed-report.tsx'));

interface EditorProps {
  readonly id: string;
  /** The text the server has; null where it has none. */
  readonly savedText: string | null;
  readonly initialText: string;
}

/** One document, its run and its results. */
export function Editor({ id, savedText, initialText }: EditorProps) {
  const backend = useBackend();
  const history = useHistory(initialText);
  const run = useRun(id);
  const [stored, setStored] = useState(savedText);
  const { text, edit } = history;
  // The server may answer only after the draft of this browser has been opened.
  useEffect(() => setStored((now) => now ?? savedText), [savedText]);
  const parsed = useMemo(() => parseScenario(text), [text]);
  const version = useMemo(() => versionOf(text, parsed.scenario), [text, parsed]);
  const shown = useLastReadable(parsed.scenario, savedText);
  const settled = useDebounced(text, 400);
  const lint = useQuery({
    queryKey: ['lint', settled],
    queryFn: () => backend.lint(settled),
    retry: false,
    refetchInterval: whileFailing,
    placeholderData: (previous) => previous,
  });
  const unsaved = text !== stored;
  useEffect(() => keepDraft(id, unsaved ? text : null), [id, text, unsaved]);

  useEffect(() => rememberAnswer(run.report, run.reportVersion), [run.report, run.reportVersion]);

  const { start } = run;
  const { scenario } = parsed;
  useTitle(shown?.title ?? id);
  const runNow = useCallback(() => {
    if (scenario) start({ scenario, version, saved: !unsaved });
  }, [scenario, version, unsaved, start]);
  const latest = useLatest(text);
  // The same for every text: a field is drawn again where its own figure changes.
  const change = useCallback(
    (path: Path, value: unknown) =>
      edit(
        value === undefined ? removeAt(latest.current, path) : setAt(latest.current, path, value),
      ),
    [edit, latest],
  );
  const [autoRun, setAutoRun] = useAutoRun({
    ready: lint.data?.valid === true && settled === text && !lint.isPlaceholderData,
    stale: version !== run.version,
    run: runNow,
  });
  useShortcuts({ run: runNow, undo: history.undo, redo: history.redo });

  return (
    <div className="workbench">
      <Toolbar
        title={shown?.title ?? id}
        question={shown?.question ?? ''}
        scenario={scenario}
        history={history}
        unsaved={unsaved}
        hasSaved={stored !== null}
        pin={run.report && run.reportVersion === version ? pinOf(run.report) : null}
        running={isRunning(run)}
        autoRun={autoRun}
        onAutoRun={setAutoRun}
        onRun={runNow}
        onCancel={run.cancel}
        onSaved={() => {
          keepSavedText(id, text);
          setStored(text);
        }}
        onDiscard={() => stored !== null && edit(stored)}
      />
      <RunAnnouncement run={run} />
      <Panels
        text={text}
        version={version}
        edit={edit}
        change={change}
        parsed={parsed}
        shown={shown}
        problems={lint.data?.problems ?? noProblems}
        baseline={stored === null ? null : id}
        run={run}
        onRun={runNow}
      />
      {run.report && (
        <Suspense fallback={null}>
          <PrintedReport report={run.report} stale={run.reportVersion !== version} />
        </Suspense>
      )}
      {run.report && <RunFooter report={run.report} />}
    </div>
  );
}

const noProblems: readonly Problem[] = [];

const pinOf = ({ meta: { runId, resultHash, scenarioId } }: Report): Pin => ({
  runId,
  resultHash,
  scenarioId,
});

/** The scenario as it was when the text could last be read: what cannot be read takes nothing away. */
function useLastReadable(scenario: Scenario | null, savedText: string | null): Scenario | null {
  const [last, setLast] = useState(() => scenario ?? parseScenario(savedText ?? '').scenario);
  if (scenario && scenario !== last) setLast(scenario);
  return scenario ?? last;
}

/** For the list of scenarios: under the hash of the text, whether it ran as a draft or as saved. */
function rememberAnswer(report: Report | null, version: string | null): void {
  if (!report || version === null) return;
  const { primary, name } = report.recommendation;
  const { confidence } = report.analysis;
  keepAnswer(version, { name: primary === null ? null : name, confidence });
}

/** For screen readers: the start and the end of a run, never its tokens. */
function RunAnnouncement({ run }: { readonly run: Run }) {
  const { phase, report, reportVersion, version } = run;
  const figures = reportVersion === version ? report : null;
  const words: Record<string, string> = {
    connecting: 'Run started.',
    resumed: 'The connection was cut; the critique resumes.',
    // The critique may have ended before the figures are there.
    complete: figures ? `Run complete. ${figures.recommendation.summary}` : '',
    waiting: 'The service does not answer. The run begins again when it does.',
    cancelled: 'Run cancelled.',
    failed: 'Run failed.',
  };
  return (
    <p className="visually-hidden" role="status">
      {words[phase] ?? ''}
    </p>
  );
}
