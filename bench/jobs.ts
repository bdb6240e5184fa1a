import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { sharedBackend } from '@scenario-sandbox/store/testing.ts';
import { getJob, post, startWorker, type Worker } from '../tests/jobs/services.ts';
import { load, type Part, SAMPLES, seatsAndChurn } from './jobs-sweep.ts';
import { measured } from './table.ts';

/**
 * Runs a second of a sweep that is a job, from its order to its end, beside the kernel alone in as many
 * processes of one thread. On PGlite in one process, a thread a core; where DATABASE_URL is set also on
 * PostgreSQL in 1, 2 and 4 processes of one thread each. The kernel makes one half of the runs before the job
 * and one after it, so that what else the machine does weighs on both.
 * Usage: node bench/jobs.ts [runs=10000] [processes=1,2,4].
 */

const runs = Number(process.argv[2] ?? 10_000);
const processes = (process.argv[3] ?? '1,2,4').split(',').map(Number);
const AIM = { ratio: 0.85 };
const scenario = await load();
const plan = seatsAndChurn(runs);

interface Took {
  readonly seconds: number;
  /** Of processor time, of all processes together but the database's. */
  readonly processorSeconds: number;
}

/** What `count` processes of the kernel take for the runs from … to − 1. */
async function kernelTook(count: number, from: number, to: number): Promise<Took> {
  const children = Array.from({ length: count }, () =>
    fork(new URL('jobs-kernel.ts', import.meta.url)),
  );
  await Promise.all(children.map((child) => once(child, 'message')));
  const startedMs = performance.now();
  const bounds = children.map((_, i) => from + Math.round((i * (to - from)) / count));
  const parts = bounds.map(
    (first, i): Part => ({ from: first, to: bounds[i + 1] ?? to, of: runs }),
  );
  const answers = children.map((child) => once(child, 'message'));
  for (const [i, child] of children.entries()) child.send(parts[i] as Part);
  const processor = await Promise.all(answers);
  const seconds = (performance.now() - startedMs) / 1_000;
  for (const child of children) child.kill();
  return { seconds, processorSeconds: processor.reduce((sum, [each]) => sum + each, 0) };
}

interface Done extends Took {
  /** Most that each process held in memory, in MiB. */
  readonly peakMib: readonly number[];
}

/** The sweep as a job, at the first of some services that share it. */
async function jobTook(workers: readonly Worker[]): Promise<Done> {
  const [{ url }] = workers as [Worker];
  const question = { scenario, seed: scenario.seed, samples: SAMPLES };
  const order = { type: 'sweep', priority: 0, question, plan };
  const before = await processorSecondsOf(workers);
  const { body } = await post(`${url}/jobs`, order);
  // To its last event: asking again and again would be work of its own.
  await (await fetch(`${url}/jobs/${body.jobId}/events`)).text();
  const job = await getJob(url, body.jobId as string);
  if (job.status !== 'completed') throw new Error(`The job is ${job.status}.`);
  const seconds = (Date.parse(job.endedAt as string) - Date.parse(job.createdAt)) / 1_000;
  const processorSeconds = (await processorSecondsOf(workers)) - before;
  const peakMib = await Promise.all(workers.map(({ pid }) => peakMibOf(pid)));
  return { seconds, processorSeconds, peakMib };
}

const TICKS_A_SECOND = 100;

/** User and system time of processes so far: fields 14 and 15 of /proc/<pid>/stat. Linux only, NaN elsewhere. */
async function processorSecondsOf(workers: readonly Worker[]): Promise<number> {
  const each = workers.map(async ({ pid }) => {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
  });
  return (await Promise.all(each)).reduce((sum, seconds) => sum + seconds, 0);
}

/** VmHWM of a process; Linux only, NaN elsewhere. */
async function peakMibOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) / 1_024;
}

/** Measures a job between the two halves of the kernel's work, and tells. */
async function beside(where: string, threads: number, job: () => Promise<Done>): Promise<void> {
  const half = Math.floor(runs / 2);
  const before = await kernelTook(threads, 0, half);
  const done = await job();
  const after = await kernelTook(threads, half, runs);
  const kernel: Took = {
    seconds: before.seconds + after.seconds,
    processorSeconds: before.processorSeconds + after.processorSeconds,
  };
  const memory = done.peakMib.map((mib) => mib.toFixed(0)).join(', ');
  console.log(`${where}: ${told(done)}, at most ${memory} MiB; the kernel alone ${told(kernel)}`);
  const peer = { name: `kernel, ${threads} at once`, figure: runs / kernel.seconds };
  const what = `runs of a sweep as a job, ${where}`;
  measured({ what, unit: '/s', here: runs / done.seconds, peer, moreIsBetter: true, aim: AIM });
}

const told = ({ seconds, processorSeconds }: Took) =>
  `${seconds.toFixed(1)} s, ${processorSeconds.toFixed(1)} s of processors`;

async function onPglite(): Promise<void> {
  const threads = availableParallelism();
  const folder = await mkdtemp(join(tmpdir(), 'sandbox-bench-'));
  try {
    await beside(`PGlite, ${threads} threads`, threads, async () => {
      const worker = await startWorker('folder', folder, threads);
      return jobTook([worker]).finally(worker.kill);
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function onPostgres(
  backend: NonNullable<typeof sharedBackend>,
  count: number,
): Promise<void> {
  const { database, drop } = await backend.create();
  const [schema] = await database.query<{ name: string }>('SELECT current_schema() AS name');
  const workers: Worker[] = [];
  try {
    await beside(
      `PostgreSQL, ${count} ${count === 1 ? 'process' : 'processes'}`,
      count,
      async () => {
        for (let i = 0; i < count; i += 1) {
          workers.push(await startWorker('schema', schema?.name ?? '', 1));
        }
        return jobTook(workers).finally(() => Promise.all(workers.map(({ kill }) => kill())));
      },
    );
  } finally {
    await drop();
  }
}

await onPglite();
if (sharedBackend) for (const count of processes) await onPostgres(sharedBackend, count);
