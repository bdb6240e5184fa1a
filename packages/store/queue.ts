import { createHash } from 'node:crypto';
import type { PgBoss } from 'pg-boss';
import type { Database } from './database.ts';
import type { ChunkRef } from './job-chunks.ts';

/** What became of a chunk: done with, to be tried again after a pause, or given up. */
export type ChunkVerdict = 'done' | 'retry' | 'dead';

export interface QueueOptions {
  /** Chunks in hand at a time. */
  readonly concurrency: number;
  /** Times that a chunk is tried again. (Default: 3) */
  readonly retryLimit?: number;
  /** Does a chunk. */
  readonly onChunk: (chunk: ChunkRef) => Promise<ChunkVerdict>;
  /** Told of a chunk that was given up, also of one whose workers were killed over it. */
  readonly onDead: (chunk: ChunkRef) => Promise<void>;
  /** Told of faults nobody waits for. */
  readonly onFault: (error: unknown) => void;
}

/** Chunks waiting to be done, shared by every jobs service on the database. */
export interface ChunkQueue {
  /** Queues chunks; one that is queued already stays queued once. */
  send(chunks: readonly (ChunkRef & { readonly priority: number })[]): Promise<void>;
  /** Counts the attempts of chunks whose workers died as failed ones: they are tried again, or given up. */
  handBack(chunks: readonly ChunkRef[]): Promise<void>;
  /** Empties the queue. Only where no other process can be at work on it. */
  clear(): Promise<void>;
  /** Begins to do chunks. */
  work(): Promise<void>;
  /** Takes no more; waits for those in hand. */
  stop(): Promise<void>;
}

const CHUNKS = 'chunks';
const DEAD = 'chunks_dead';
/** Least that pg-boss allows; a net below `handBack`, which is faster. */
const HEARTBEAT_SECONDS = 10;
/** How often pg-boss looks for those that lost their worker; each look is several transactions. */
const SUPERVISE_SECONDS = 10;
/**
 * Of jobs of one priority, the first chunks go before the later ones: a job that has just begun does not
 * wait for the end of a long one. More than any job has chunks.
 */
const CHUNKS_OF_A_PRIORITY = 1_000_000;
/** How long a chunk that was given up can wait to be told of: it is rare, and each look is a statement. */
const DEAD_POLL_SECONDS = 2;
/** Chunks in hand may be done within this time of a stop; others are done elsewhere, or after the next start. */
const STOP_MS = 4_000;
const DAY_SECONDS = 86_400;

/** Makes the queue's tables, so that who opens it finds them. */
export async function makeQueue(database: Database): Promise<void> {
  const boss = await startBoss(database, { onFault: () => {} });
  await boss.stop({ graceful: false, close: true });
}

async function startBoss(
  database: Database,
  { onFault, retryLimit = 3 }: Pick<QueueOptions, 'onFault' | 'retryLimit'>,
): Promise<PgBoss> {
  // Read here: people are served before there is a queue.
  const { PgBoss } = await import('pg-boss');
  const boss = new PgBoss({
    ...(await database.queueSettings()),
    schedule: false,
    registerInstance: false,
    useListenNotify: true,
    superviseIntervalSeconds: SUPERVISE_SECONDS,
    monitorIntervalSeconds: SUPERVISE_SECONDS,
    reindex: false,
    monitorVacuum: false,
  });
  boss.on('error', onFault);
  // Of services that start at once on a new database, one makes the queue's schema, and others may trip over that.
  await boss.start({ attempts: 3 });
  await createQueues(boss, retryLimit);
  return boss;
}

/** The queue of a database. Errors surface as those of the database. */
export async function openQueue(database: Database, options: QueueOptions): Promise<ChunkQueue> {
  const boss = await startBoss(database, options);
  return {
    send: async (chunks) => {
      const jobs = chunks.map(({ jobId, number, priority }) => ({
        id: idOf({ jobId, number }),
        data: { jobId, number },
        priority: priority * CHUNKS_OF_A_PRIORITY - number,
      }));
      if (jobs.length > 0) await boss.insert(CHUNKS, jobs);
    },
    handBack: async (chunks) => {
      if (chunks.length > 0) await boss.fail(CHUNKS, chunks.map(idOf));
    },
    clear: async () => {
      await boss.deleteAllJobs(CHUNKS);
    },
    work: async () => {
      for (let worker = 0; worker < options.concurrency; worker += 1) {
        await startWorker(boss, options.onChunk);
      }
      await boss.work<ChunkRef>(
        DEAD,
        { pollingIntervalSeconds: DEAD_POLL_SECONDS },
        async (jobs) => {
          for (const { data } of jobs) await options.onDead(data);
        },
      );
    },
    stop: async () => {
      await boss.stop({ graceful: true, timeout: STOP_MS, close: true });
    },
  };
}

/** A worker that takes the next chunk as soon as it is done with one. */
async function startWorker(boss: PgBoss, onChunk: QueueOptions['onChunk']): Promise<void> {
  const settings = {
    perJobResults: true,
    pollingIntervalSeconds: 0.5,
    notifyPollingIntervalSeconds: 0.5,
    heartbeatRefreshSeconds: 3,
  } as const;
  const id = await boss.work<ChunkRef>(CHUNKS, settings, async (jobs) => {
    const results = await Promise.all(
      jobs.map(async (job) => ({ id: job.id, status: statuses[await onChunk(job.data)] })),
    );
    boss.notifyWorker(id);
    return results;
  });
}

const statuses = { done: 'completed', retry: 'failed', dead: 'deadletter' } as const;

async function createQueues(boss: PgBoss, retryLimit: number): Promise<void> {
  const kept = { deleteAfterSeconds: 3_600, retentionSeconds: 14 * DAY_SECONDS };
  await boss.createQueue(DEAD, { ...kept, retryLimit: 10, retryDelay: 1 });
  const settings = {
    ...kept,
    deadLetter: DEAD,
    retryLimit,
    retryDelay: 1,
    retryBackoff: true,
    retryDelayMax: 30,
    heartbeatSeconds: HEARTBEAT_SECONDS,
    expireInSeconds: DAY_SECONDS - 60,
    notify: true,
  };
  await boss.createQueue(CHUNKS, settings);
  await boss.updateQueue(CHUNKS, settings);
}

/** A UUID of a chunk's own, so that sending it twice queues it once. */
function idOf({ jobId, number }: ChunkRef): string {
  const hex = createHash('sha256').update(`${jobId}:${number}`).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `5${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
