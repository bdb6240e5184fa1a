import type { Scenario, StreamEvent } from '@scenario-sandbox/contract';
import { useCallback, useEffect, useReducer, useRef } from 'react';
import { useBackend } from '../backend/context.ts';
import type { Backend } from '../backend/types.ts';
import { draftIdOf } from '../document/drafts.ts';
import { reasonOf } from '../ui/notice.tsx';
import { isRunning, nextRun, noRun, type RunAction, type RunState } from './run-state.ts';

interface RunRequest {
  readonly scenario: Scenario;
  readonly text: string;
  /** The text is what the server has under this id; otherwise it is put there as a draft first. */
  readonly saved: boolean;
}

export interface Run extends RunState {
  readonly start: (request: RunRequest) => void;
  readonly cancel: () => void;
}

/** One run at a time: starting another cancels the former. */
export function useRun(): Run {
  const backend = useBackend();
  const [state, dispatch] = useReducer(nextRun, noRun);
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);

  const latest = useRef(state);
  useEffect(() => {
    latest.current = state;
  });

  const start = useCallback(
    (request: RunRequest) => {
      abort.current?.abort();
      const { sessionId: former } = latest.current;
      // Whether or not the server hears of it, nobody listens to the former run any more.
      if (former !== null && isRunning(latest.current)) backend.cancel(former).catch(() => {});
      const controller = new AbortController();
      abort.current = controller;
      const ifCurrent = (action: RunAction) => {
        if (!controller.signal.aborted) dispatch(action);
      };
      follow(backend, request, controller.signal, ifCurrent).catch((error) =>
        ifCurrent({ type: 'failed', reason: reasonOf(error) }),
      );
    },
    [backend],
  );
  const { sessionId } = state;
  const cancel = useCallback(() => {
    if (sessionId === null) return;
    backend
      .cancel(sessionId)
      .catch((error) => dispatch({ type: 'failed', reason: reasonOf(error) }));
  }, [backend, sessionId]);
  return { ...state, start, cancel };
}

async function follow(
  backend: Backend,
  { scenario, text, saved }: RunRequest,
  signal: AbortSignal,
  dispatch: (action: RunAction) => void,
): Promise<void> {
  const sessionId = crypto.randomUUID();
  dispatch({ type: 'begin', sessionId, text });
  const scenarioId = saved ? scenario.id : draftIdOf(scenario.id);
  if (!saved) await backend.save({ ...scenario, id: scenarioId });
  const stop = new AbortController();
  let figures: Promise<void> | null = null;
  const batch = batched((events) => dispatch({ type: 'events', events }));
  const hooks = { signal, onResume: () => dispatch({ type: 'resumed' }) };
  for await (const event of backend.run({ scenarioId, sessionId }, hooks)) {
    batch.add(event);
    if (event.type === 'cancelled') stop.abort();
    if (event.type !== 'start') continue;
    // The figures need not wait until the critique has been read out.
    const ended = AbortSignal.any([signal, stop.signal]);
    figures = backend.report(scenarioId, ended).then((report) => {
      if (!ended.aborted) dispatch({ type: 'report', report, text });
    });
    // A failure is met where it is awaited, after the stream's own end.
    figures.catch(() => {});
  }
  batch.flush();
  if (!stop.signal.aborted) await figures;
}

/** Hands events on once a frame: a fast stream must not render once per token. */
function batched(deliver: (events: readonly StreamEvent[]) => void) {
  let waiting: StreamEvent[] = [];
  let frame: number | null = null;
  const flush = () => {
    if (frame !== null) cancelAnimationFrame(frame);
    frame = null;
    const events = waiting;
    waiting = [];
    if (events.length > 0) deliver(events);
  };
  const add = (event: StreamEvent) => {
    waiting.push(event);
    // A hidden page has no frames: it delivers at once.
    if (document.hidden) flush();
    else frame ??= requestAnimationFrame(flush);
  };
  return { add, flush };
}
