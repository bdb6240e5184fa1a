import type { Problem, Report } from '@scenario-sandbox/contract';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useCallback, useDeferredValue, useEffect, useState } from 'react';
import { useBackend } from '../backend/context.ts';
import { keepAnswer } from '../document/answers.ts';
import { keepDraft, onDraftElsewhere } from '../document/drafts.ts';
import { type OpenDocument, openDocument, useDocument } from '../document/open-document.ts';
import { keepSavedText } from '../document/saved-text.ts';
import { RunFooter } from '../results/run-footer.tsx';
import { useDebounced } from '../ui/use-debounced.ts';
import { useShared } from '../ui/use-shared.ts';
import { useTitle } from '../ui/use-title.ts';
import { useWatched } from '../ui/watched.ts';
import { whileFailing } from '../ui/while-failing.ts';
import { Panels } from './panels.tsx';
import { Toolbar } from './toolbar.tsx';
import { useAutoRun } from './use-auto-run.ts';
import { type Run, useReport, useRun } from './use-run.ts';
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
  const [document] = useState(() => openDocument(initialText, savedText));
  const drawn = useDocument(document);
  const run = useRun(id);
  const [stored, setStored] = useState(savedText);
  // The server may answer only after the draft of this browser has been opened.
  useEffect(() => setStored((now) => now ?? savedText), [savedText]);
  useKeptDraft(id, document, stored);
  // Two tabs have one draft: what the other one writes is an edit here, that can be undone.
  useEffect(() => onDraftElsewhere(id, (text) => document.edit(text)), [id, document]);
  const { text, shown } = drawn;
  const version = drawn.version();
  const settled = useDebounced(text, 400);
  const lint = useQuery({
    queryKey: ['lint', settled],
    queryFn: () => backend.lint(settled),
    retry: false,
    refetchInterval: whileFailing,
    placeholderData: (previous) => previous,
  });
  useTitle(shown?.title ?? id);
  // Drawn again where the linter says something else, and when there is time for it.
  const problems = useDeferredValue(useShared(lint.data?.problems ?? noProblems));
  const { start } = run;
  const runNow = useCallback(() => {
    const now = document.now();
    const { scenario } = now.parsed;
    if (scenario) start({ scenario, version: now.version(), saved: now.text === stored });
  }, [document, stored, start]);
  const runVersion = useWatched(run, (state) => state.version);
  const [autoRun, setAutoRun] = useAutoRun({
    ready: lint.data?.valid === true && settled === text && !lint.isPlaceholderData,
    stale: version !== runVersion,
    run: runNow,
  });
  useShortcuts({ run: runNow, undo: document.undo, redo: document.redo });

  return (
    <div className="workbench">
      <Toolbar
        id={id}
        document={document}
        stored={stored}
        run={run}
        autoRun={autoRun}
        onAutoRun={setAutoRun}
        onRun={runNow}
        onSaved={(saved) => {
          keepSavedText(id, saved);
          setStored(saved);
        }}
      />
      <RunAnnouncement run={run} />
      <Panels
        document={document}
        problems={problems}
        baseline={stored === null ? null : id}
        run={run}
        onRun={runNow}
      />
      <LastReport run={run} version={version} />
    </div>
  );
}

const noProblems: readonly Problem[] = [];

/** Keeps what is not saved with each change, drawn or not. */
function useKeptDraft(id: string, document: OpenDocument, stored: string | null): void {
  useEffect(() => {
    const keep = () => {
      const { text } = document.now();
      keepDraft(id, text === stored ? null : text);
    };
    keep();
    return document.subscribe(keep);
  }, [id, document, stored]);
}

/** Below the panels which run it is, on paper all of it. version: the document's. */
function LastReport({ run, version }: { readonly run: Run; readonly version: string }) {
  const { report, reportVersion } = useReport(run);
  useEffect(() => rememberAnswer(report, reportVersion), [report, reportVersion]);
  if (!report) return null;
  return (
    <>
      <Suspense fallback={null}>
        <PrintedReport report={report} stale={reportVersion !== version} />
      </Suspense>
      <RunFooter report={report} />
    </>
  );
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
  const words = useWatched(run, ({ phase, report, reportVersion, version }) => {
    const figures = reportVersion === version ? report : null;
    const said: Record<string, string> = {
      connecting: 'Run started.',
      resumed: 'The connection was cut; the critique resumes.',
      // The critique may have ended before the figures are there.
      complete: figures ? `Run complete. ${figures.recommendation.summary}` : '',
      waiting: 'The service does not answer. The run begins again when it does.',
      cancelled: 'Run cancelled.',
      failed: 'Run failed.',
    };
    return said[phase] ?? '';
  });
  return (
    <p className="visually-hidden" role="status">
      {words}
    </p>
  );
}
