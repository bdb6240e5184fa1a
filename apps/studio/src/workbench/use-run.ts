import { useSyncExternalStore } from 'react';
import { useBackend } from '../backend/context.ts';
import type { Backend } from '../backend/types.ts';
import { reasonOf } from '../ui/notice.tsx';
import { persist, type RunRequest } from './follow-run.ts';
import { keepRun, keptRun } from './kept-run.ts';
import { isRunning, nextRun, type RunAction, type RunState } from './run-state.ts';

export interface Run extends RunState {
  readonly start: (request: RunRequest) => void;
  readonly cancel: () => void;
}

/** The runs of this page by scenario: they go on, and what they found stays, while other screens are shown. */
const runs = new Map<string, ReturnType<typeof createRun>>();

/** The scenario's one run: starting another cancels the former. */
export function useRun(id: string): Run {
  const backend = useBackend();
  const run = runs.get(id) ?? createRun(id, backend);
  runs.set(id, run);
  const state = useSyncExternalStore(run.subscribe, run.state);
  return { ...state, start: run.start, cancel: run.cancel };
}

function createRun(id: string, backend: Backend) {
  let state = keptRun(id);
  let abort: AbortController | null = null;
  const listeners = new Set<() => void>();
  const dispatch = (action: RunAction) => {
    state = nextRun(state, action);
    if (!isRunning(state)) keepRun(id, state);
    for (const changed of listeners) changed();
  };
  const failed = (error: unknown) => dispatch({ type: 'failed', reason: reasonOf(error) });
  return {
    state: () => state,
    subscribe(changed: () => void) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    start(request: RunRequest) {
      abort?.abort();
      // Whether or not the server hears of it, nobody listens to the former run any more.
      if (state.sessionId !== null && isRunning(state))
        backend.cancel(state.sessionId).catch(() => {});
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
      if (state.phase === 'waiting') {
        abort?.abort();
        dispatch({ type: 'stopped' });
      } else if (state.sessionId !== null) backend.cancel(state.sessionId).catch(failed);
    },
  };
}
