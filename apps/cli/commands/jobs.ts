import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Job, JobProgress } from '@scenario-sandbox/contract';
import { type Client, createClient, SandboxError } from '@scenario-sandbox/sdk';
import { CliError, EXIT } from '../exit.ts';
import { digits, settings } from '../figures.ts';
import { progressBar } from '../progress.ts';

export interface JobsFlags {
  readonly url: string;
  readonly json?: true;
  readonly csv?: true;
  readonly partial?: true;
  readonly output?: string;
}

/** Times that watching goes on after the server was away, a second apart. */
const RESUMES = 120;

/** `sandbox jobs …`: background work on a running server. */
export default async function run(
  action: string,
  id: string | undefined,
  flags: JobsFlags,
): Promise<number> {
  const known = Object.hasOwn(actions, action) ? actions[action] : undefined;
  if (!known) {
    throw new CliError(`jobs ${action}: expected ${Object.keys(actions).join(', ')}`);
  }
  if (action !== 'list' && id === undefined) {
    throw new CliError(
      `jobs ${action}: name a job by its id; "sandbox jobs list" shows those there are`,
    );
  }
  try {
    return await known(createClient({ baseUrl: flags.url }), id ?? '', flags);
  } catch (error) {
    throw asCliError(error, flags.url, id);
  }
}

type Action = (client: Client, id: string, flags: JobsFlags) => Promise<number>;

const actions: Readonly<Record<string, Action>> = {
  async list(client, _id, { json }) {
    const jobs = await client.jobs();
    const heading = ['job', 'type', 'scenario', 'state', 'runs'];
    const text = jobs.length > 0 ? table(jobs, heading) : 'no jobs';
    print(json ? JSON.stringify({ jobs }) : text);
    return EXIT.done;
  },
  async show(client, id, { json }) {
    const job = await client.job(id);
    print(json ? JSON.stringify(job) : details(job));
    return EXIT.done;
  },
  async watch(client, id, { json }) {
    const bar = progressBar(process.stderr);
    // Of a job that is not there the stream would tell as well, but only after its resumes.
    await client.job(id);
    try {
      for await (const event of client.jobEvents(id, { resumes: RESUMES })) {
        if (event.type === 'progress') bar.show(settled(event), event.total, timeLeft(event));
      }
    } finally {
      bar.clear();
    }
    const job = await client.job(id);
    print(json ? JSON.stringify(job) : details(job));
    return job.status.startsWith('completed') ? EXIT.done : EXIT.no;
  },
  async results(client, id, { csv, partial, output }) {
    const answer = await client.jobResult(id, {
      format: csv ? 'csv' : 'json',
      partial: partial ?? false,
    });
    if (answer.status === 202) {
      const { status, progress } = (await answer.json()) as Job;
      throw new CliError(
        `the job is ${status}, ${counts(progress)}; "sandbox jobs watch ${id}" waits for its end, --partial takes what there is`,
        EXIT.no,
      );
    }
    const body = Readable.fromWeb(answer.body as Parameters<typeof Readable.fromWeb>[0]);
    if (output) await pipeline(body, createWriteStream(output));
    else await pipeline(body, process.stdout, { end: false });
    return EXIT.done;
  },
  async cancel(client, id, { json }) {
    const status = await client.cancelJob(id);
    print(json ? JSON.stringify({ status, jobId: id }) : (cancelled[status] ?? status));
    return status === 'cancelling' ? EXIT.done : EXIT.no;
  },
  async retry(client, id, { json }) {
    const job = await client.retryJob(id);
    print(json ? JSON.stringify(job) : `ordered again as ${job.jobId}`);
    return EXIT.done;
  },
};

const cancelled: Readonly<Record<string, string>> = {
  cancelling: 'cancelled',
  already_cancelled: 'it was cancelled before',
  already_completed: 'it had ended before; nothing was cancelled',
};

const settled = ({ done, failed }: JobProgress) => done + failed;

function counts({ done, failed, total }: JobProgress): string {
  return `${done} of ${total} runs${failed > 0 ? `, ${failed} failed` : ''}`;
}

function timeLeft({ etaMs }: JobProgress): string {
  if (!etaMs) return '';
  const seconds = Math.ceil(etaMs / 1_000);
  return seconds < 120
    ? `, about ${seconds} s left`
    : `, about ${Math.round(seconds / 60)} min left`;
}

const statusOf = ({ status }: Job) => status.replaceAll('_', ' ');

/** A line for each job under a heading, where there is one; columns aligned. */
function table(jobs: readonly Job[], heading?: readonly string[]): string {
  const rows = [
    ...(heading ? [heading] : []),
    ...jobs.map((job) => [
      job.jobId,
      job.type,
      job.scenarioId,
      statusOf(job),
      `${counts(job.progress)}${timeLeft(job.progress)}`,
    ]),
  ];
  const widths = [0, 1, 2, 3].map((k) => Math.max(...rows.map((row) => row[k]?.length ?? 0)));
  return rows.map((row) => row.map((cell, k) => cell.padEnd(widths[k] ?? 0)).join('  ')).join('\n');
}

function details(job: Job): string {
  const { best, worst } = job.progress;
  const why = job.error?.message ?? job.reason;
  const extreme = (name: string, each: JobProgress['best']) =>
    each
      ? [`  ${name}: ${digits(each.value)} with ${each.option} at ${settings(each.values)}`]
      : [];
  return [
    `${table([job])}${why ? `: ${why}` : ''}`,
    ...extreme('best', best),
    ...extreme('worst', worst),
    ...job.errors.map(
      ({ chunk, attempts, message }) => `  part ${chunk}, tried ${attempts} times: ${message}`,
    ),
    ...(job.errors.length > 0 && job.endedAt
      ? [`  "sandbox jobs retry ${job.jobId}" orders what is missing`]
      : []),
  ].join('\n');
}

function asCliError(error: unknown, url: string, id: string | undefined): unknown {
  if (error instanceof SandboxError) {
    if (error.status === 404) {
      return new CliError(`there is no job ${id}; "sandbox jobs list" shows those there are`);
    }
    return new CliError(error.message, error.status === 400 ? EXIT.badInput : EXIT.no);
  }
  // What fetch throws where nobody answers, or the answer breaks off.
  if (error instanceof TypeError && !error.message.includes('URL')) {
    return new CliError(`no server answers at ${url}; start it with "sandbox up"`);
  }
  if (error instanceof TypeError) return new CliError(`--url ${url}: expected http://host:port`);
  return error;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
