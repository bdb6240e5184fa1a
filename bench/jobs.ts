import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { sharedBackend } from '@scenario-sandbox/store/testing.ts';
import { getJob, post, startWorker, type Worker } from '../tests/jobs/services.ts';
import { load, type Part, SAMPLES, seatsAndChurn } from './jobs-sweep.ts';
import { measured } from './table.ts';

/**
 * Runs a second of a sweep that is a job, from its order to its end, beside the kernel alone in as many
 * processes of one thread. On PGlite in one process, a thread a core; where DATABASE_URL is set also on
 * PostgreSQL in 1, 2 and 4 processes of one thread each. All processes are started and warm before a clock runs;
 * then kernel and job take turns, so that what else the machine does weighs on both. Medians of the rounds.
 * Then, for more than one process, how much of what the kernel gains by as many the job gains as well.
 * Its last lines are the table of docs/scale.md, and that share.
 * Usage: node bench/jobs.ts [runs of a round=10000] [processes=1,2,4] [rounds=2].
 */

const runs = Number(process.argv[2] ?? 10_000);
const processes = (process.argv[3] ?? '1,2,4').split(',').map(Number);
const rounds = Number(process.argv[4] ?? 2);
const WARM_RUNS = 400;
const AIM = { ratio: 0.85 };
const SCALING = { moreIsBetter: true, aim: { ratio: 0.95 } } as const;
const scenario = await load();

interface Took {
  readonly seconds: number;
  /** Of processor time, of all processes together but the database's. */
  readonly processorSeconds: number;
}

/** The kernel in `count` processes, warm. */
async function startKernel(count: number) {
  const children = Array.from({ length: count }, () =>
    fork(new URL('jobs-kernel.ts', import.meta.url)),
  );
  await Promise.all(children.map((child) => once(child, 'message')));
  return {
    async make(): Promise<Took> {
      const startedMs = performance.now();
      const bounds = children.map((_, i) => Math.round((i * runs) / count));
      const answers = children.map((child) => once(child, 'message'));
      for (const [i, child] of children.entries()) {
        child.send({ from: bounds[i] ?? 0, to: bounds[i + 1] ?? runs, of: runs } satisfies Part);
      }
      const each = (await Promise.all(answers)).map(([seconds]) => seconds as number);
      const processorSeconds = each.reduce((sum, seconds) => sum + seconds, 0);
      return { seconds: (performance.now() - startedMs) / 1_000, processorSeconds };
    },
    stop: () => children.map((child) => child.kill()),
  };
}

/** A sweep of `count` runs as a job, at the first of some services that share it. */
async function jobTook(workers: readonly Worker[], count: number): Promise<Took> {
  const [{ url }] = workers as [Worker];
  const question = { scenario, seed: scenario.seed, samples: SAMPLES };
  const order = { type: 'sweep', priority: 0, question, plan: seatsAndChurn(count) };
  const before = await processorSecondsOf(workers);
  const { body } = await post(`${url}/jobs`, order);
  // To its last event: asking again and again would be work of its own.
  await (await fetch(`${url}/jobs/${body.jobId}/events`)).text();
  const job = await getJob(url, body.jobId as string);
  if (job.status !== 'completed') throw new Error(`The job is ${job.status}.`);
  const seconds = (Date.parse(job.endedAt as string) - Date.parse(job.createdAt)) / 1_000;
  return { seconds, processorSeconds: (await processorSecondsOf(workers)) - before };
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

/** Lines of the table, one for each place. */
const lines: string[] = [];

/** Of services on PostgreSQL, by their number. */
const scaling = new Map<number, { readonly job: number; readonly kernel: number; ratio: number }>();

/** Lets kernel and job take turns, and notes the medians. */
async function beside(where: string, threads: number, workers: readonly Worker[]) {
  const kernel = await startKernel(threads);
  await jobTook(workers, WARM_RUNS * threads);
  const took: { readonly kernel: Took; readonly job: Took }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    took.push({ kernel: await kernel.make(), job: await jobTook(workers, runs) });
  }
  kernel.stop();
  const peakMib = Math.max(...(await Promise.all(workers.map(({ pid }) => peakMibOf(pid)))));
  const rate = (who: 'kernel' | 'job') => median(took.map((each) => runs / each[who].seconds));
  const cpuMs = (who: 'kernel' | 'job') =>
    median(took.map((each) => (1_000 * each[who].processorSeconds) / runs));
  const ratio = median(took.map((each) => each.kernel.seconds / each.job.seconds));
  const cells = [
    where,
    rate('job').toFixed(0),
    rate('kernel').toFixed(0),
    ratio.toFixed(2),
    cpuMs('job').toFixed(1),
    cpuMs('kernel').toFixed(1),
    `${peakMib.toFixed(0)} MiB`,
  ];
  lines.push(`| ${cells.join(' | ')} |`);
  console.log(cells.join(', '));
  const peer = { name: `kernel, ${threads} at once`, figure: rate('job') / ratio };
  const what = `runs of a sweep as a job, ${where}`;
  measured({ what, unit: '/s', here: rate('job'), peer, moreIsBetter: true, aim: AIM });
  return { job: rate('job'), kernel: rate('kernel'), ratio };
}

function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle)] ?? NaN)) / 2;
}

async function onPglite(): Promise<void> {
  const threads = availableParallelism();
  const folder = await mkdtemp(join(tmpdir(), 'sandbox-bench-'));
  const worker = await startWorker('folder', folder, threads);
  try {
    await beside(`PGlite, ${threads} threads`, threads, [worker]);
  } finally {
    await worker.kill();
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
    for (let i = 0; i < count; i += 1) {
      workers.push(await startWorker('schema', schema?.name ?? '', 1));
    }
    const where = `PostgreSQL, ${count} ${count === 1 ? 'process' : 'processes'}`;
    scaling.set(count, await beside(where, count, workers));
  } finally {
    await Promise.all(workers.map(({ kill }) => kill()));
    await drop();
  }
}

/** What as many processes gain over one, of the job beside the kernel; the rounds' own ratios, so that both had the same machine. */
function shares(): string[] {
  const alone = scaling.get(1);
  if (!alone) return [];
  return [...scaling].flatMap(([count, many]) => {
    if (count === 1) return [];
    const times = (who: 'job' | 'kernel') => (many[who] / alone[who]).toFixed(2);
    const here = many.ratio / alone.ratio;
    const what = `share of the kernel's own scaling, ${count} processes`;
    measured({ what, unit: '×', here, peer: { name: 'kernel', figure: 1 }, ...SCALING });
    return `${count} processes make ${times('job')} times the runs of one; the kernel alone ${times('kernel')} times: a share of ${here.toFixed(2)}.`;
  });
}

await onPglite();
if (sharedBackend) for (const count of processes) await onPostgres(sharedBackend, count);
console.log(`
| | runs a second as a job | of the kernel alone | ratio | processor time of a run as a job, ms | of the kernel alone, ms | most memory of a process |
| --- | --- | --- | --- | --- | --- | --- |
${lines.join('\n')}

${shares().join('\n')}
${cpus()[0]?.model ?? ''}, ${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)}; Node ${process.version}; ${rounds} rounds of ${runs} runs`);
