import { mkdirSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { pilotFolder } from './places.ts';
import { type Ran, run } from './run.ts';

export const services = ['gateway', 'engine', 'jobs'] as const;
export type ServiceName = (typeof services)[number];

const START_TIMEOUT_MS = 120_000;

const count = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].length;

/** A pilot in native mode with ports and state of its own, driven by the scripts an operator uses. */
export class Pilot {
  readonly env: NodeJS.ProcessEnv;
  readonly urls: Readonly<Record<ServiceName, string>>;
  /** The folder of its data and logs, in one that goes with it. */
  readonly state: string;

  private constructor(env: NodeJS.ProcessEnv, state: string) {
    mkdirSync(state);
    this.env = { ...env, PILOT_STATE: state, DATA_DIR: join(state, 'data') };
    this.state = state;
    this.urls = {
      gateway: `http://localhost:${env.GATEWAY_PORT}`,
      engine: `http://localhost:${env.ENGINE_PORT}`,
      jobs: `http://localhost:${env.JOBS_PORT}`,
    };
  }

  /**
   * outer: the environment to start from. Its DATABASE_URL and ADMIN_TOKEN, and those of .env.poc, are set aside:
   * a trial must not touch real data, and is administrated from this machine.
   */
  static async prepare(outer: NodeJS.ProcessEnv): Promise<Pilot> {
    const env = {
      ...outer,
      DATABASE_URL: '',
      ADMIN_TOKEN: '',
      GATEWAY_PORT: String(await freePort()),
      ENGINE_PORT: String(await freePort()),
      JOBS_PORT: String(await freePort()),
      PROMETHEUS_PORT: String(await freePort()),
    };
    return new Pilot(env, join(await mkdtemp(join(tmpdir(), 'pilot-')), 'state'));
  }

  /** The same product in a folder beside this one: state of its own, for when this one is down. */
  beside(): Pilot {
    return new Pilot(this.env, join(this.state, '..', 'beside'));
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
    return readFile(join(this.state, 'sandbox.log'), 'utf8').catch(() => '');
  }

  /** Stops it and deletes its state. */
  async remove(): Promise<void> {
    await this.script('reset', '--yes');
    await rm(join(this.state, '..'), { recursive: true, force: true });
  }
}
