import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { numpyPeer, type Peer, startPeer } from './peers/lines.ts';

export interface Figures {
  readonly mean: number;
  readonly sd: number;
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}

/** What a process answers for a seed. */
export interface Results {
  readonly ms: number;
  /** Processor time of all threads: what is left to compare on a busy machine. */
  readonly cpuMs: number;
  /** Most memory that the process had resident so far. */
  readonly peakMb: number;
  readonly options: readonly Readonly<Record<'o1' | 'o2', Figures>>[];
  readonly best: readonly number[];
}

/** A process that computes R1 for each seed. */
export type Running = Peer<Results>;

const pathOf = (file: string) => fileURLToPath(new URL(file, import.meta.url));

/** Modules come from a cache, as in the product's command line: stripping types takes 20 MB a thread. */
const CACHE = { NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache') };

/** Fills that cache: the process that does would else have 16 MB a thread more resident at its most. */
export function fillCache(): void {
  const env = { ...process.env, ...CACHE };
  spawnSync(process.execPath, [pathOf('r1-here.ts'), '2', 'random'], { env, input: '' });
}

export const startHere = (threads: number, sampler: 'random' | 'sobol'): Running =>
  startPeer(process.execPath, [pathOf('r1-here.ts'), String(threads), sampler], CACHE);

/** NumPy of the first Python that has it; null where none has. */
export const startNumpy = (): Running | null => numpyPeer('r1_numpy.py');

const LIBM = ['-O3', '-fno-math-errno'];
const OWN = [...LIBM, '-fno-trapping-math', '-fno-signed-zeros', '-DOWN_MATH', '-march=native'];

/** C's R1 compiled into a folder: with libm, or with exp and log that this processor's vectors run. */
export function compileC(folder: string, math: 'libm' | 'own'): string | null {
  const flags = math === 'libm' ? LIBM : [...OWN, '-mprefer-vector-width=512'];
  const program = `${folder}/${math}`;
  const args = [...flags, '-pthread', pathOf('peers/r1.c'), '-o', program, '-lm'];
  const { status, error, stderr } = spawnSync('gcc', args);
  if (error) return null;
  if (status !== 0) throw new Error(`gcc cannot compile r1.c:\n${stderr}`);
  return program;
}
