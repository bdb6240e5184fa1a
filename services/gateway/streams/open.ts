import { randomUUID } from 'node:crypto';
import type { ErrorCode, Route } from '@scenario-sandbox/contract';
import { ProblemError } from '@scenario-sandbox/service';
import {
  claimSession,
  endSession,
  findSession,
  type Session,
  type SessionRun,
} from '@scenario-sandbox/store';
import type { FastifyReply } from 'fastify';
import type { GatewayContext } from '../context.ts';
import { requireAlive } from '../kill-switch.ts';
import type { ResumeResult } from '../metrics.ts';
import type { Found } from '../scenario-library.ts';
import { cancelOf, sendCancelled, sendChanged, writeHead } from './answer.ts';
import { decideResume } from './resume.ts';
import { SessionStream } from './session-stream.ts';
import type { Reading, RunKey } from './transcripts.ts';

/** What the store gives a session that is new to it. */
const FIRST_CONNECTION = 1;

/** A request for a stream, read and checked. */
export interface StreamRequest {
  readonly route: Route;
  readonly scenarioId: string;
  /** Null: the scenario's own. */
  readonly seed: number | null;
  readonly sessionId: string | null;
  readonly budget: number;
  readonly pace: number;
  readonly model: string;
  /** Place of the last event the client has; 0: none. */
  readonly after: number;
  readonly requestId: string;
}

/** Answers a request for a stream: from the beginning, or after what the client has. */
export async function openStream(
  context: GatewayContext,
  request: StreamRequest,
  reply: FastifyReply,
): Promise<void> {
  const resumed = request.after > 0 && request.sessionId;
  const known = resumed ? await findSession(context.database, request.sessionId) : null;
  // A session's own resumes are bounded: they start no run that was not counted.
  if (!known) await context.limitRuns(reply.request, reply);
  if (request.after === 0) return beginStream(context, request, reply);
  try {
    const result = known
      ? await resumeSession(context, known, request, reply)
      : await resumeUnknown(context, request, reply);
    context.metrics.resumes.inc({ result });
  } catch (error) {
    // Of a session that is not known here, an id is what the client says it is.
    if (known && error instanceof ResumeRefused) {
      context.metrics.resumes.inc({ result: error.result });
    }
    throw error;
  }
}

class ResumeRefused extends ProblemError {
  readonly result: ResumeResult;

  constructor(result: ResumeResult, code: ErrorCode, detail: string) {
    super(code, detail);
    this.result = result;
  }
}

async function beginStream(context: GatewayContext, request: StreamRequest, reply: FastifyReply) {
  const found = await context.scenarios.get(request.scenarioId, request.seed);
  const run = bind(found, request);
  const sessionId = request.sessionId ?? newSessionId();
  const startedAt = new Date();
  const reading = context.transcripts.open(runKey(found, run, request));
  const stream = attach(context, reply, { sessionId, run, reading, request });
  stream.begin({
    type: 'start',
    sessionId,
    seed: run.seed,
    timestamp: startedAt.toISOString(),
    scenarioId: run.scenarioId,
    runId: run.runId,
    route: request.route,
    model: run.model,
  });
  const claim = sessionOf(context, { sessionId, run, startedAt, resumes: 0 }, reading);
  // Nobody else knows the id that was made for this stream: it need not wait to hear that it was cancelled.
  if (request.sessionId === null) stream.proceedUnstored(FIRST_CONNECTION, claim);
  await own(context, stream, claim);
}

/** No session: the stream of the question, from after what the client has. */
async function resumeUnknown(
  context: GatewayContext,
  request: StreamRequest,
  reply: FastifyReply,
): Promise<ResumeResult> {
  const found = await context.scenarios.get(request.scenarioId, request.seed);
  const run = bind(found, request);
  const reading = context.transcripts.open(runKey(found, run, request));
  if (!(await isWithin(reading, request.after, reply))) return 'ended';
  const sessionId = request.sessionId ?? newSessionId();
  const stream = attach(context, reply, { sessionId, run, reading, request });
  stream.begin(null);
  // A client that names a session has resumed it, though it is not known here.
  const resumes = request.sessionId ? 1 : 0;
  const startedAt = new Date();
  await own(context, stream, sessionOf(context, { sessionId, run, startedAt, resumes }, reading));
  return 'resumed';
}

async function resumeSession(
  context: GatewayContext,
  session: Session,
  request: StreamRequest,
  reply: FastifyReply,
): Promise<ResumeResult> {
  const { database, scenarios } = context;
  const { run } = session;
  const found = run && (await scenarios.find(run.scenarioId, run.seed));
  const decision = decideResume(session, request.after, found?.identity ?? null);
  if (decision === 'ended') {
    reply.code(204).send();
    return decision;
  }
  if (decision === 'beyond') throw beyondEnd();
  if (decision === 'cancelled') return sendCancelled(context, session, request.after, reply);
  if (decision === 'changed' || !run || !found) {
    return sendChanged(context, session, request.after, reply);
  }
  const reading = context.transcripts.open(runKey(found, run, request));
  if (!(await isWithin(reading, request.after, reply))) {
    const { id, connection } = session;
    await endSession(database, { id, connection, state: 'completed', lastPlace: request.after });
    return 'ended';
  }
  const claimed = await claimSession(database, session.id, context.config.streamMaxResumes);
  if (!claimed) {
    reading.release(false);
    return refuseClaim(context, session, request.after, reply);
  }
  const stream = attach(context, reply, { sessionId: session.id, run, reading, request });
  stream.begin(null);
  stream.proceed(claimed);
  return 'resumed';
}

async function refuseClaim(
  context: GatewayContext,
  session: Session,
  after: number,
  reply: FastifyReply,
): Promise<ResumeResult> {
  const now = await findSession(context.database, session.id);
  if (now?.state === 'cancelled') return sendCancelled(context, now, after, reply);
  throw new ResumeRefused(
    'limit',
    'RESUME_LIMIT',
    `sessionId: resumed ${context.config.streamMaxResumes} time(s) already (STREAM_MAX_RESUMES); start a new stream.`,
  );
}

/**
 * Waits until the event after `after` can be told. False where there is none, answered with 204.
 * Errors: BAD_INPUT for an id beyond the end. A run that failed is within: its error comes next.
 */
async function isWithin(reading: Reading, after: number, reply: FastifyReply): Promise<boolean> {
  const gone = new AbortController();
  const leave = () => gone.abort();
  reply.raw.once('close', leave);
  const { transcript } = reading;
  await transcript.reach(after, gone.signal);
  reply.raw.off('close', leave);
  const missing = after > transcript.frameCount + 1;
  if (!missing || transcript.ending?.type === 'error') return true;
  reading.release(false);
  if (transcript.ending && after > transcript.endPlace) throw beyondEnd();
  reply.code(204).send();
  return false;
}

function beyondEnd(): ProblemError {
  return new ResumeRefused(
    'beyond',
    'BAD_INPUT',
    'Last-Event-ID or lastEventId: beyond the end of the stream.',
  );
}

/** The session's stream, when the store has said that it is this one. */
async function own(
  context: GatewayContext,
  stream: SessionStream,
  claim: Promise<Session>,
): Promise<void> {
  try {
    const session = await claim;
    if (session.state !== 'cancelled') return stream.proceed(session);
    await context.hub.cancelStream(stream, cancelOf(session));
  } catch (cause) {
    context.onFault(cause);
    stream.fail('INTERNAL', 'The session could not be stored; try again.', true);
  }
}

function sessionOf(
  { beginSession, config }: GatewayContext,
  session: { sessionId: string; run: SessionRun; startedAt: Date; resumes: 0 | 1 },
  { transcript }: Reading,
): Promise<Session> {
  const { sessionId: id, ...rest } = session;
  const state = transcript.frameCount === 0 ? 'pending' : 'running';
  return beginSession({ id, ...rest, state, lifetimeMs: config.sessionLifetimeMs });
}

function attach(
  context: GatewayContext,
  reply: FastifyReply,
  options: { sessionId: string; run: SessionRun; reading: Reading; request: StreamRequest },
): SessionStream {
  const { config, hub, wheel, metrics } = context;
  const { request, ...rest } = options;
  const client = reply.request.ip;
  try {
    requireAlive(context.killSwitch);
    hub.requireRoom(client);
  } catch (error) {
    options.reading.release(false);
    throw error;
  }
  writeHead(reply, options.sessionId, request.after > 0);
  const stream = new SessionStream({
    ...rest,
    client,
    response: reply.raw,
    pace: request.pace,
    after: request.after,
    wheel,
    metrics,
    heartbeatMs: config.streamHeartbeatMs,
    slowConsumerTimeoutMs: config.slowConsumerTimeoutMs,
    keeper: hub,
  });
  hub.add(stream);
  return stream;
}

function newSessionId(): string {
  return `s_${randomUUID()}`;
}

function bind({ identity, seed }: Found, request: StreamRequest): SessionRun {
  return {
    scenarioId: identity.scenarioId,
    scenarioHash: identity.scenarioHash,
    seed,
    route: request.route,
    model: request.model,
    budget: request.budget,
    engineVersion: identity.engineVersion,
    runId: identity.runId,
  };
}

function runKey({ scenario }: Found, run: SessionRun, request: StreamRequest): RunKey {
  const { seed, route, budget, runId, model } = run;
  return {
    key: JSON.stringify([runId, route, budget, model]),
    request: { scenario, seed, route: route as Route, budget },
    runId,
    model,
    begins: request.after === 0,
    requestId: request.requestId,
  };
}
