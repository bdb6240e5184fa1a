import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A peer's script that answers each line with a line of JSON. */
export interface Peer<Answer> {
  ask(line: string | number): Promise<Answer>;
  close(): void;
}

/** A script of this folder under the first Python that has NumPy, on one thread; null where none has. */
export function numpyPeer<Answer>(script: string, args: readonly string[]): Peer<Answer> | null {
  const command = ['python3', '/usr/bin/python3'].find(
    (python) => spawnSync(python, ['-c', 'import numpy']).status === 0,
  );
  if (command === undefined) return null;
  const one = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };
  const path = fileURLToPath(new URL(script, import.meta.url));
  const python = spawn(command, [path, ...args], { env: { ...process.env, ...one } });
  python.stderr.pipe(process.stderr);
  const lines = createInterface(python.stdout)[Symbol.asyncIterator]();
  return {
    async ask(line) {
      python.stdin.write(`${line}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error(`${script} ended before its answer.`);
      return JSON.parse(value);
    },
    close: () => python.stdin.end(),
  };
}
