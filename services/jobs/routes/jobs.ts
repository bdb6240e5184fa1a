import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  type JobAccepted,
  JobOrder,
  JobOrderQuery,
  JobParams,
  type JobResultFormat,
  JobResultQuery,
  JobsQuery,
  type JobOrder as Order,
} from '@scenario-sandbox/contract';
import { hashOf } from '@scenario-sandbox/core/text/hash.ts';
import { type App, ProblemError } from '@scenario-sandbox/service';
import {
  countJobs,
  type Database,
  findJob,
  hasEnded,
  insertJob,
  type JobRow,
  listJobs,
} from '@scenario-sandbox/store';
import type { JobsContext } from '../context.ts';
import { about } from '../kinds.ts';
import { resultCsv, resultJson, resultParquet } from '../result.ts';
import { viewOf } from '../view.ts';

const DEFAULT_LIMIT = '100';
/** Jobs that may wait. */
const MOST_QUEUED = 1_000;

/** `/jobs`: ordering, looking at, and taking the results of background work. */
export function jobRoutes(app: App, context: JobsContext): void {
  const { database } = context;
  const ordering = { schema: { body: JobOrder, querystring: JobOrderQuery } };
  app.post('/jobs', ordering, async (request, reply) => {
    const key = keyOf(request.headers['idempotency-key']);
    const joins = request.query.join === 'true';
    const job = await order(context, request.body as Order, { key, joins });
    reply.code(202);
    return accepted(job);
  });
  app.get('/jobs', { schema: { querystring: JobsQuery } }, async (request) => {
    const { status = null, limit = DEFAULT_LIMIT } = request.query;
    const jobs = await listJobs(database, { state: status, limit: Number(limit) });
    return { jobs: await Promise.all(jobs.map((job) => viewOf(database, job))) };
  });
  app.get('/jobs/:id', { schema: { params: JobParams } }, async (request) =>
    viewOf(database, await get(context, request.params.id)),
  );
  const schema = { params: JobParams, querystring: JobResultQuery };
  app.get('/jobs/:id/result', { schema }, async (request, reply) => {
    const { format = 'json', partial = 'false' } = request.query;
    const job = await get(context, request.params.id);
    if (!hasEnded(job.state) && partial === 'false') {
      reply.code(202);
      return viewOf(database, job);
    }
    const { write, type } = forms[format];
    const pieces = write(database, job);
    const first = await pieces.next();
    reply.type(type);
    return reply.send(Readable.from(joined(first, pieces)));
  });
  app.post('/jobs/:id/retry', { schema: { params: JobParams } }, async (request, reply) => {
    const job = await retry(context, await get(context, request.params.id));
    reply.code(202);
    return accepted(job);
  });
}

const accepted = ({ id }: JobRow): JobAccepted => ({ jobId: id, status: 'queued' });

/** The forms a result is given out in. */
const forms: Readonly<Record<JobResultFormat, Form>> = {
  json: { write: resultJson, type: 'application/json; charset=utf-8' },
  csv: { write: resultCsv, type: 'text/csv; charset=utf-8' },
  parquet: { write: resultParquet, type: 'application/vnd.apache.parquet' },
};

interface Form {
  readonly type: string;
  write(database: Database, job: JobRow): AsyncGenerator<string | Uint8Array>;
}

async function* joined<T>(first: IteratorResult<T, void>, rest: AsyncGenerator<T>) {
  if (!first.done) yield first.value;
  yield* rest;
}

async function get({ database }: JobsContext, id: string): Promise<JobRow> {
  const job = await findJob(database, id);
  if (job) return job;
  throw new ProblemError('NOT_FOUND', 'jobId: no such job; GET /jobs lists those there are.');
}

/** Stores an order, or gives the job that it is already. Errors: UNPROCESSABLE, RESOURCE_LIMIT, OVERLOADED. */
async function order(
  context: JobsContext,
  asked: Order,
  { key, joins }: { readonly key: string | null; readonly joins: boolean },
): Promise<JobRow> {
  const kind = about(asked);
  const total = kind.count();
  const waiting = (await countJobs(context.database)).get('queued') ?? 0;
  if (waiting >= MOST_QUEUED) {
    throw new ProblemError('OVERLOADED', `${waiting} jobs are waiting already; try again later.`, {
      headers: { 'retry-after': '30' },
    });
  }
  const fingerprint = hashOf(asked);
  const { job } = await insertJob(context.database, {
    id: randomUUID(),
    order: asked,
    scenarioId: kind.scenarioId(),
    fingerprint,
    idempotencyKey: key,
    runId: kind.runId(),
    joins,
    total,
    chunkRuns: kind.chunkRuns(total),
  });
  if (key !== null && job.fingerprint !== fingerprint) {
    throw new ProblemError(
      'UNPROCESSABLE',
      'Idempotency-Key: it was used for another job; take a new key for this one.',
    );
  }
  return job;
}

/** Orders an ended job once more, as a new one that has what the old one has. */
async function retry({ database }: JobsContext, job: JobRow): Promise<JobRow> {
  if (!hasEnded(job.state) || job.state === 'completed') {
    throw new ProblemError(
      'UNPROCESSABLE',
      `The job is ${job.state}: only what was cancelled, failed or left errors can be tried again.`,
    );
  }
  const { request, scenarioId, fingerprint, total, chunkRuns } = job;
  const made = await insertJob(database, {
    ...{ scenarioId, fingerprint, total, chunkRuns, order: request },
    ...{ id: randomUUID(), idempotencyKey: null, runId: about(request).runId() },
    inheritFrom: job.id,
  });
  return made.job;
}

function keyOf(header: string | string[] | undefined): string | null {
  if (header === undefined) return null;
  if (typeof header === 'string' && /^[\x21-\x7e]{1,255}$/.test(header)) return header;
  throw new ProblemError(
    'BAD_INPUT',
    'Idempotency-Key: expected 1 to 255 visible ASCII characters.',
  );
}
