import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@scenario-sandbox/ops/free-port.ts';

/** The product as a person starts it, for tests: `sandbox up` on ports and a data folder of its own. */

const root = join(import.meta.dirname, '..');
const entry = join(root, 'apps/cli/bin/sandbox.js');

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end. */
export function run(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  cwd: string = root,
): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(
      command,
      [...args],
      { cwd, env: { ...process.env, ...env }, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
        resolve({ code, stdout, stderr });
      },
    );
  });
}

export const sandbox = (...args: string[]): Promise<Ran> => run(process.execPath, [entry, ...args]);

export interface Product {
  readonly gateway: string;
  readonly engine: string;
  readonly jobs: string;
  readonly dataDir: string;
  /** Everything printed so far, by both streams. */
  output(): string;
  /** Sends a signal and waits for the end; gives the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

export interface ProductOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** A folder to keep between starts; by default one that `stop` removes. */
  readonly dataDir?: string;
  /** Another checkout than this one. */
  readonly checkout?: string;
}

/** Starts the product and waits until it is ready. Errors: where it ends instead. */
export async function startProduct(options: ProductOptions = {}): Promise<Product> {
  const { env = {}, dataDir, checkout = root } = options;
  const ports = { gateway: await freePort(), engine: await freePort(), jobs: await freePort() };
  const folder = dataDir ?? (await mkdtemp(join(tmpdir(), 'sandbox-')));
  const { DATABASE_URL: _server, ...outer } = process.env;
  const child = spawn(process.execPath, ['apps/cli/bin/sandbox.js', 'up'], {
    cwd: checkout,
    env: {
      ...outer,
      GATEWAY_PORT: String(ports.gateway),
      ENGINE_PORT: String(ports.engine),
      JOBS_PORT: String(ports.jobs),
      DATA_DIR: folder,
      ...env,
    },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
    });
  }
  const urlOf = (port: number) => `http://localhost:${port}`;
  try {
    await untilReady(child, [ports.gateway, ports.engine, ports.jobs].map(urlOf));
  } catch (error) {
    child.kill('SIGKILL');
    throw new Error(`${(error as Error).message}\n${output}`);
  }
  return {
    gateway: urlOf(ports.gateway),
    engine: urlOf(ports.engine),
    jobs: urlOf(ports.jobs),
    dataDir: folder,
    output: () => output,
    async stop(signal = 'SIGTERM') {
      const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      const code = child.exitCode ?? (await ended);
      if (dataDir === undefined) await rm(folder, { recursive: true, force: true });
      return code;
    },
  };
}

/** All services: the gateway answers before the jobs service does. */
async function untilReady(child: ChildProcess, services: readonly string[]): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the product ended with code ${child.exitCode}`);
    const ready = await Promise.all(
      services.map((service) =>
        fetch(`${service}/readyz`).then(
          (response) => response.ok,
          () => false,
        ),
      ),
    );
    if (ready.every(Boolean)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
