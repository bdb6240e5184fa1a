import { errors, type Scenario, type StreamEvent } from '@scenario-sandbox/contract';
import { SandboxError } from '@scenario-sandbox/sdk';
import { useCallback, useEffect, useReducer, useRef } from 'react';
import { useBackend } from '../backend/context.ts';
import type { Backend } from '../backend/types.ts';
import { draftIdOf } from '../document/drafts.ts';
import { reasonOf } from '../ui/notice.tsx';
import { isOutage, pause, pauseBefore } from './outage.ts';
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
      persist(backend, request, controller.signal, ifCurrent).catch((error) =>
        ifCurrent({ type: 'failed', reason: reasonOf(error) }),
      );
    },
    [backend],
  );
  const { sessionId, phase } = state;
  const cancel = useCallback(() => {
    if (phase === 'waiting') {
      abort.current?.abort();
      dispatch({ type: 'stopped' });
    }
    if (sessionId === null || phase === 'waiting') return;
    backend
      .cancel(sessionId)
      .catch((error) => dispatch({ type: 'failed', reason: reasonOf(error) }));
  }, [backend, sessionId, phase]);
  return { ...state, start, cancel };
}

/** Follows a run through outages: it waits until the service is healthy, then runs it again. */
async function persist(
  backend: Backend,
  request: RunRequest,
  signal: AbortSignal,
  dispatch: (action: RunAction) => void,
): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await follow(backend, request, signal, dispatch);
    } catch (error) {
      if (signal.aborted || backend.offline || !isOutage(error)) throw error;
      dispatch({ type: 'waiting', reason: reasonOf(error) });
    }
    do await pause(pauseBefore(attempt), signal);
    while (!(await backend.healthy()));
  }
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
    if (event.type === 'error' && event.retryable) throw asOutage(event);
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

/** A stream that ends in an error which passes is an answer that says so. */
function asOutage({ code, message }: Extract<StreamEvent, { type: 'error' }>): SandboxError {
  const { status, title } = errors[code];
  const problem = { type: 'about:blank', title, status, detail: message, code, message };
  return new SandboxError(status, { ...problem, retryable: true, requestId: '' });
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
