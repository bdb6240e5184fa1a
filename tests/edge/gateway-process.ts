import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { freePort } from '@scenario-sandbox/ops/free-port.ts';

const MAIN = join(import.meta.dirname, '../../services/gateway/main.ts');

export interface GatewayProcess {
  readonly url: string;
  readonly pid: number;
  /** Sends a signal and resolves with the exit code, null after SIGKILL. */
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null>;
}

/** A gateway in a process of its own, once it is ready. Errors: what it wrote when it ended instead. */
export async function spawnGateway(env: Record<string, string>): Promise<GatewayProcess> {
  const port = env.GATEWAY_PORT ?? String(await freePort());
  const url = `http://127.0.0.1:${port}`;
  const child = run({ ...env, GATEWAY_PORT: port });
  let exit: number | null | undefined;
  child.process.once('exit', (code) => {
    exit = code;
  });
  while (!(await isReady(url))) {
    if (exit !== undefined) throw new Error(`exit ${exit}: ${child.stderr()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    url,
    pid: child.process.pid ?? 0,
    end: (signal) =>
      new Promise((resolve) => {
        child.process.once('exit', (code) => resolve(code));
        child.process.kill(signal);
      }),
  };
}

/** Starts a gateway that is expected to end at once. */
export function failToStart(
  env: Record<string, string>,
): Promise<{ code: number | null; stderr: string }> {
  const child = run(env);
  return new Promise((resolve) => {
    child.process.once('close', (code) => resolve({ code, stderr: child.stderr() }));
  });
}

function run(env: Record<string, string>): { process: ChildProcess; stderr: () => string } {
  const child = spawn(process.execPath, [MAIN], {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr?.on('data', (chunk) => {
    stderr += chunk;
  });
  return { process: child, stderr: () => stderr };
}

async function isReady(url: string): Promise<boolean> {
  const response = await fetch(`${url}/readyz`).catch(() => null);
  return response?.ok ?? false;
}
