import { execFile } from 'node:child_process';
import { root } from './places.ts';

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** (Default: 120,000) */
  readonly timeoutMs?: number;
  readonly input?: string;
}

/** Runs a program to its end. A program that is not there has the code 127, one out of time 124. */
export function run(
  command: string,
  args: readonly string[],
  { cwd = root, env, timeoutMs = 120_000, input = '' }: RunOptions = {},
): Promise<Ran> {
  return new Promise((resolve) => {
    const child = execFile(
      command,
      [...args],
      { cwd, ...(env && { env }), timeout: timeoutMs, maxBuffer: 64 * 1_048_576 },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : codeOf(error);
        resolve({ code, stdout, stderr: stderr || (error?.message ?? '') });
      },
    );
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
  });
}

function codeOf(error: { code?: unknown; killed?: boolean }): number {
  if (error.killed) return 124;
  if (error.code === 'ENOENT') return 127;
  return typeof error.code === 'number' ? error.code : 1;
}
