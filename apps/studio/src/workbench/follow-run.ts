import { errors, type Scenario, type StreamEvent } from '@scenario-sandbox/contract';
import { SandboxError } from '@scenario-sandbox/sdk';
import type { Backend } from '../backend/types.ts';
import { draftIdOf } from '../document/drafts.ts';
import { reasonOf } from '../ui/notice.tsx';
import { isOutage, pause, pauseBefore } from './outage.ts';
import type { RunAction } from './run-state.ts';

export interface RunRequest {
  readonly scenario: Scenario;
  readonly version: string;
  /** The text is what the server has under this id; otherwise it is put there as a draft first. */
  readonly saved: boolean;
}

/** Follows a run through outages: it waits until the service is healthy, then runs it again. */
export async function persist(
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
  { scenario, version, saved }: RunRequest,
  signal: AbortSignal,
  dispatch: (action: RunAction) => void,
): Promise<void> {
  const sessionId = crypto.randomUUID();
  dispatch({ type: 'begin', sessionId, version });
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
      if (!ended.aborted) dispatch({ type: 'report', report, version });
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
