import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import type { Job, JobOrder, Scenario, SweepPlan } from '@scenario-sandbox/contract';
import { buildEngine, readEngineConfig } from '@scenario-sandbox/engine';
import { buildJobs, readJobsConfig } from '@scenario-sandbox/jobs';
import { createPool, type Pool } from '@scenario-sandbox/runner/pool.ts';
import type { Database } from '@scenario-sandbox/store';
import Fastify from 'fastify';

/** An engine and a jobs service in this process, on ports of their own. */
export interface Services {
  readonly url: string;
  readonly pool: Pool;
  close(): Promise<void>;
}

const quiet = { write: () => {} };

const THREADS = 2;

export async function startEngine(
  threads = THREADS,
): Promise<{ url: string; pool: Pool; close(): Promise<void> }> {
  const pool = createPool({ workers: threads });
  const app = await buildEngine({ config: readEngineConfig({}), pool, logTo: quiet });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const close = async () => {
    await app.close();
    await pool.close();
  };
  return { url, pool, close };
}

export type Points = readonly (readonly number[])[];

/**
 * An engine before the engine: `hold` is awaited before each request is passed on, with its path and points;
 * `answers` emits `answer` with the path after each answer.
 */
export async function startHeldEngine(
  hold: (path: string, points: Points) => Promise<void>,
): Promise<{ url: string; answers: EventEmitter; close(): Promise<void> }> {
  const engine = await startEngine();
  const answers = new EventEmitter();
  const app = Fastify({ bodyLimit: 8e6, forceCloseConnections: true });
  app.post('*', async (request, reply) => {
    await hold(request.url, (request.body as { points?: Points }).points ?? []);
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify(request.body);
    const answer = await fetch(engine.url + request.url, { method: 'POST', headers, body });
    reply
      .code(answer.status)
      .type('application/json')
      .send(await answer.text());
    answers.emit('answer', request.url);
    return reply;
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const close = async () => {
    await app.close();
    await engine.close();
  };
  return { url, answers, close };
}

export async function startJobs(
  database: Database,
  engineUrl: string,
  env: Record<string, string> = {},
): Promise<{ url: string; close(): Promise<void> }> {
  const config = readJobsConfig({ ENGINE_URL: engineUrl, JOBS_WORKERS: String(THREADS), ...env });
  const app = await buildJobs({ config, database, logTo: quiet });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return { url, close: () => app.close() };
}

export async function startServices(
  database: Database,
  env: Record<string, string> = {},
): Promise<Services> {
  const engine = await startEngine();
  const jobs = await startJobs(database, engine.url, env);
  return {
    url: jobs.url,
    pool: engine.pool,
    async close() {
      await jobs.close();
      await engine.close();
    },
  };
}

const program = new URL('worker-process.ts', import.meta.url).pathname;

/** A jobs service in a process that can be killed. */
export interface Worker {
  readonly url: string;
  readonly pid: number;
  kill(): Promise<void>;
}

/** Starts one: on a schema of the server, or on a folder, with an engine at a URL or of its own threads. */
export async function startWorker(
  kind: 'schema' | 'folder',
  name: string,
  engine: string | number = THREADS,
): Promise<Worker> {
  const child: ChildProcess = spawn(process.execPath, [program, kind, name, String(engine)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout?.once('data', (text) => resolve(String(text).trim()));
    child.once('exit', (code) => reject(new Error(`the worker ended with code ${code}`)));
  });
  return {
    url,
    pid: child.pid as number,
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** A small decision whose runs take next to no time. */
export const small: Scenario = {
  schema: 'scenario.v1',
  id: 'small',
  title: 'Small',
  variables: { demand: { dist: 'normal', mean: 100, sd: 'spread' }, price: 2, spread: 10 },
  options: [
    { id: 'a', set: { cost: 50 } },
    { id: 'b', set: { cost: { p10: 40, p90: 70 } } },
  ],
  model: { profit: 'demand * price - cost' },
  objective: { maximise: 'profit' },
};

/** A sweep; with 40,000 samples 2 to 10 runs a chunk, the more the larger it is. */
export function sweepOrder(scenario: Scenario, plan: SweepPlan, samples = 40_000): JobOrder {
  return { type: 'sweep', priority: 0, question: { scenario, seed: 0, samples }, plan };
}

export const prices = (steps: number): SweepPlan => ({
  vary: [{ variable: 'price', range: { min: 1, max: 3, steps } }],
});

export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

export async function post(
  url: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

export async function getJob(url: string, id: string): Promise<Job> {
  return (await (await fetch(`${url}/jobs/${id}`)).json()) as Job;
}

/** The job once it has ended. Errors: when it has not within `withinMs`. */
export async function ended(url: string, id: string, withinMs = 180_000): Promise<Job> {
  return until(withinMs, async () => {
    const job = await getJob(url, id);
    return job.endedAt === null ? null : job;
  });
}

/** What `look` gives once it gives something. */
export async function until<T>(
  withinMs: number,
  look: () => Promise<T | null> | T | null,
): Promise<T> {
  const deadlineMs = performance.now() + withinMs;
  while (performance.now() < deadlineMs) {
    const found = await look();
    if (found !== null) return found;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`nothing came of it within ${withinMs} ms`);
}
