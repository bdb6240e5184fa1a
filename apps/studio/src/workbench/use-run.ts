import type { Report } from '@scenario-sandbox/contract';
import { useDeferredValue } from 'react';
import { useBackend } from '../backend/context.ts';
import type { Backend } from '../backend/types.ts';
import { reasonOf } from '../ui/notice.tsx';
import { useWatched, type Watched, watched } from '../ui/watched.ts';
import { persist, type RunRequest } from './follow-run.ts';
import { keepRun, keptRun } from './kept-run.ts';
import { isRunning, nextRun, type RunAction, type RunState } from './run-state.ts';

export interface Run extends Watched<RunState> {
  readonly start: (request: RunRequest) => void;
  readonly cancel: () => void;
}

/** The runs of this page by scenario: they go on, and what they found stays, while other screens are shown. */
const runs = new Map<string, Run>();

/** The scenario's one run: starting another cancels the former. */
export function useRun(id: string): Run {
  const backend = useBackend();
  const run = runs.get(id) ?? createRun(id, backend);
  runs.set(id, run);
  return run;
}

interface Reported {
  readonly report: Report | null;
  readonly reportVersion: string | null;
}

/** The run's figures, drawn when there is time for it: typing comes first. */
export const useReport = (run: Run): Reported => ({
  report: useDeferredValue(useWatched(run, ({ report }) => report)),
  reportVersion: useDeferredValue(useWatched(run, ({ reportVersion }) => reportVersion)),
});

function createRun(id: string, backend: Backend): Run {
  const { set, ...run } = watched(keptRun(id));
  let abort: AbortController | null = null;
  const dispatch = (action: RunAction) => {
    const next = nextRun(run.now(), action);
    if (!isRunning(next)) keepRun(id, next);
    set(next);
  };
  const failed = (error: unknown) => dispatch({ type: 'failed', reason: reasonOf(error) });
  return {
    ...run,
    start(request: RunRequest) {
      const { sessionId } = run.now();
      abort?.abort();
      // Whether or not the server hears of it, nobody listens to the former run any more.
      if (sessionId !== null && isRunning(run.now())) backend.cancel(sessionId).catch(() => {});
      const controller = new AbortController();
      abort = controller;
      const ifCurrent = (action: RunAction) => {
        if (!controller.signal.aborted) dispatch(action);
      };
      persist(backend, request, controller.signal, ifCurrent).catch((error) => {
        if (!controller.signal.aborted) failed(error);
      });
    },
    cancel() {
      const { phase, sessionId } = run.now();
      if (phase === 'waiting') {
        abort?.abort();
        dispatch({ type: 'stopped' });
      } else if (sessionId !== null) backend.cancel(sessionId).catch(failed);
    },
  };
}
