import { isErrorCode, type Job } from '@scenario-sandbox/contract';
import { type Database, deadChunks, type JobFault, type JobRow } from '@scenario-sandbox/store';
import { progressOf } from './progress.ts';

/** A job as callers see it. */
export async function viewOf(database: Database, job: JobRow): Promise<Job> {
  const dead = job.failed > 0 || job.error ? await deadChunks(database, job.id) : [];
  return {
    jobId: job.id,
    type: job.type,
    status: job.state,
    scenarioId: job.scenarioId,
    priority: job.priority,
    progress: progressOf(job),
    errors: dead.map(({ number, attempts, error }) => ({
      chunk: number,
      attempts,
      ...faultOf(error ?? KILLED),
    })),
    error: job.error && faultOf(job.error),
    reason: job.reason,
    attempts: job.attempts,
    createdAt: job.createdAt.toISOString(),
    startedAt: job.startedAt?.toISOString() ?? null,
    endedAt: job.endedAt?.toISOString() ?? null,
  };
}

const KILLED: JobFault = { code: 'INTERNAL', message: 'Its worker was killed each time.' };

function faultOf({ code, message }: JobFault) {
  return { code: isErrorCode(code) ? code : ('INTERNAL' as const), message };
}
