import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pilotFolder } from './places.ts';
import { type Ran, run } from './run.ts';

export const services = ['gateway', 'engine', 'jobs'] as const;
export type ServiceName = (typeof services)[number];

const START_TIMEOUT_MS = 120_000;

const count = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].length;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A pilot in native mode with ports and state of its own, driven by the scripts an operator uses. */
export class Pilot {
  readonly env: NodeJS.ProcessEnv;
  readonly urls: Readonly<Record<ServiceName, string>>;
  readonly #state: string;

  private constructor(env: NodeJS.ProcessEnv, ports: Record<ServiceName, number>, state: string) {
    this.env = env;
    this.#state = state;
    this.urls = {
      gateway: `http://localhost:${ports.gateway}`,
      engine: `http://localhost:${ports.engine}`,
      jobs: `http://localhost:${ports.jobs}`,
    };
  }

  /** outer: the environment to start from. Its DATABASE_URL is left out: a trial must not touch real data. */
  static async prepare(outer: NodeJS.ProcessEnv): Promise<Pilot> {
    const ports = { gateway: await freePort(), engine: await freePort(), jobs: await freePort() };
    const state = await mkdtemp(join(tmpdir(), 'pilot-'));
    const { ADMIN_TOKEN: _token, ...rest } = outer;
    const env = {
      ...rest,
      DATABASE_URL: '',
      PILOT_STATE: state,
      GATEWAY_PORT: String(ports.gateway),
      ENGINE_PORT: String(ports.engine),
      JOBS_PORT: String(ports.jobs),
      DATA_DIR: join(state, 'data'),
    };
    return new Pilot(env, ports, state);
  }

  /** Runs one of the scripts, such as `up`, natively. */
  script(name: string, ...flags: string[]): Promise<Ran> {
    const path = join(pilotFolder, 'scripts', `pilot-${name}.sh`);
    return run('bash', [path, '--native', ...flags], {
      env: this.env,
      timeoutMs: START_TIMEOUT_MS,
    });
  }

  /** Starts it. In a checkout the studio may be built beside it, which would be measured too: waits for that. */
  async up(): Promise<Ran> {
    const started = await this.script('up');
    const deadlineMs = performance.now() + START_TIMEOUT_MS;
    while (started.code === 0 && performance.now() < deadlineMs) {
      const log = await this.logs();
      if (count(log, /^Building the studio/gm) === count(log, /^The studio (is|could)/gm)) break;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    return started;
  }

  /** What the services have logged so far. */
  logs(): Promise<string> {
    return readFile(join(this.#state, 'sandbox.log'), 'utf8').catch(() => '');
  }

  /** Stops it and deletes its state. */
  async remove(): Promise<void> {
    await this.script('reset', '--yes');
    await rm(this.#state, { recursive: true, force: true });
  }
}
