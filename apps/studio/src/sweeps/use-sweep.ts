import type { JobProgress, Sweep, SweepRequest } from '@scenario-sandbox/contract';
import { type Client, createClient } from '@scenario-sandbox/sdk';
import { useCallback, useEffect, useRef, useState } from 'react';
import { reasonOf } from '../ui/notice.tsx';

export const client: Client = createClient({
  baseUrl: location.origin,
  fetch: (input, init) => fetch(input, init),
});

export interface SweepState {
  readonly phase: 'idle' | 'running' | 'complete' | 'cancelled' | 'failed';
  readonly jobId: string | null;
  readonly progress: JobProgress | null;
  /** What there is so far; it stays when the job is cancelled or fails. */
  readonly sweep: Sweep | null;
  readonly error: string | null;
}

const idle: SweepState = { phase: 'idle', jobId: null, progress: null, sweep: null, error: null };

/** Partial results are asked for so often at most. */
const partialEveryMs = 2000;
/** A job outlives many cuts of the connection that it is watched over. */
const resumes = 20;

type Set = (change: Partial<SweepState>) => void;

/** One sweep at a time, answered at once or followed as a job. Leaving the page leaves the job running. */
export function useSweep() {
  const [state, setState] = useState(idle);
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);
  const begin = useCallback((work: (set: Set, signal: AbortSignal) => Promise<void>) => {
    abort.current?.abort();
    const controller = new AbortController();
    abort.current = controller;
    const set: Set = (change) => {
      if (!controller.signal.aborted) setState((before) => ({ ...before, ...change }));
    };
    setState({ ...idle, phase: 'running' });
    work(set, controller.signal).catch((error) => set({ phase: 'failed', error: reasonOf(error) }));
  }, []);
  const start = useCallback(
    (request: SweepRequest) =>
      begin(async (set, signal) => {
        const answer = await client.sweep(request, { signal });
        if ('jobId' in answer) await follow(answer.jobId, set, signal);
        else set({ phase: 'complete', sweep: answer });
      }),
    [begin],
  );
  const watch = useCallback(
    (jobId: string) => begin((set, signal) => follow(jobId, set, signal)),
    [begin],
  );
  const { jobId } = state;
  const cancel = useCallback(() => {
    if (jobId === null) return;
    client
      .cancelJob(jobId, 'Cancelled in the studio')
      .catch((error) => setState((before) => ({ ...before, error: reasonOf(error) })));
  }, [jobId]);
  /** What the job did not do, as a new job that has the runs of this one. */
  const retry = useCallback(() => {
    if (jobId === null) return;
    begin(async (set, signal) => follow((await client.retryJob(jobId)).jobId, set, signal));
  }, [jobId, begin]);
  return { ...state, start, watch, cancel, retry };
}

async function follow(jobId: string, set: Set, signal: AbortSignal): Promise<void> {
  set({ jobId });
  let askedAt = Date.now();
  for await (const event of client.jobEvents(jobId, { signal, resumes })) {
    if (event.type === 'progress') {
      set({ progress: event });
      if (Date.now() - askedAt < partialEveryMs) continue;
      askedAt = Date.now();
      set({ sweep: await client.sweepResult(jobId, { partial: true }) });
    }
    if (event.type === 'error') set({ phase: 'failed', error: event.message });
    if (event.type === 'cancelled') set({ phase: 'cancelled' });
    if (event.type === 'done') set({ phase: 'complete', progress: event });
  }
  set({ sweep: await client.sweepResult(jobId, { partial: true }) });
}
