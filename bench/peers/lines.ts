import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A process that answers each line with a line of JSON. */
export interface Peer<Answer> {
  ask(line: string | number): Promise<Answer>;
  close(): void;
}

export function startPeer<Answer>(
  command: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Peer<Answer> {
  // NumPy calls libraries that would start threads of their own.
  const one = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };
  const child = spawn(command, args, { env: { ...process.env, ...one, ...environment } });
  child.stderr.pipe(process.stderr);
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  return {
    async ask(line) {
      child.stdin.write(`${line}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error(`${command} ${args.join(' ')} ended before its answer.`);
      return JSON.parse(value);
    },
    close: () => child.stdin.end(),
  };
}

/** A script of this folder under the first Python that has NumPy; null where none has. */
export function numpyPeer<Answer>(
  script: string,
  args: readonly string[] = [],
): Peer<Answer> | null {
  const command = ['python3', '/usr/bin/python3'].find(
    (python) => spawnSync(python, ['-c', 'import numpy']).status === 0,
  );
  if (command === undefined) return null;
  return startPeer(command, [fileURLToPath(new URL(script, import.meta.url)), ...args]);
}
