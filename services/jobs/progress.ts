import type { JobEvent, JobProgress } from '@scenario-sandbox/contract';
import type { JobRow } from '@scenario-sandbox/store';

/** How far a job is. The time left is that at the rate since it started, or was taken up. */
export function progressOf(job: JobRow): JobProgress {
  const settled = job.done + job.failed;
  const ended = job.endedAt !== null;
  const made = settled - job.workedFrom;
  const elapsedMs = job.workedSince ? Date.now() - job.workedSince.getTime() : 0;
  const left = job.total - settled;
  return {
    total: job.total,
    done: job.done,
    failed: job.failed,
    percent: Math.floor((100 * settled) / Math.max(1, job.total)),
    etaMs: made === 0 || ended ? null : Math.round((elapsedMs / made) * left),
    best: job.extremes?.best ?? null,
    worst: job.extremes?.worst ?? null,
  };
}

export function startEvent(job: JobRow): JobEvent {
  return {
    type: 'start',
    jobId: job.id,
    job: job.type,
    scenarioId: job.scenarioId,
    total: job.total,
    timestamp: new Date().toISOString(),
  };
}

export const progressEvent = (job: JobRow): JobEvent => ({ type: 'progress', ...progressOf(job) });

export function doneEvent(job: JobRow): JobEvent {
  return {
    type: 'done',
    jobId: job.id,
    status: job.state === 'completed' ? 'completed' : 'completed_with_errors',
    ...progressOf(job),
    resultUrl: `/jobs/${job.id}/result`,
  };
}

export const cancelledEvent = (job: JobRow): JobEvent => ({
  type: 'cancelled',
  reason: job.reason ?? '',
  timestamp: (job.endedAt ?? new Date()).toISOString(),
});
