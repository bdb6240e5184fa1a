import { setTimeout as delay } from 'node:timers/promises';
import type { Job } from '@scenario-sandbox/contract';
import { CliError, EXIT } from '../exit.ts';
import { progressBar } from '../progress.ts';

export interface JobsFlags {
  readonly url: string;
  readonly json?: true;
}

const POLL_MS = 300;

/** `sandbox jobs …`: background work on a running server. */
export default async function run(
  action: string,
  id: string | undefined,
  flags: JobsFlags,
): Promise<number> {
  const known = actions[action];
  if (!known) {
    throw new CliError(`jobs ${action}: expected ${Object.keys(actions).join(', ')}`);
  }
  if (action !== 'list' && id === undefined)
    throw new CliError(`jobs ${action}: name a job by its id`);
  return known(flags, id ?? '');
}

const actions: Readonly<Record<string, (flags: JobsFlags, id: string) => Promise<number>>> = {
  async list({ url, json }) {
    const text = await ask(`${url}/jobs`);
    const { jobs } = JSON.parse(text) as { jobs: Job[] };
    print(json ? text : jobs.map(line).join('\n') || 'no jobs');
    return EXIT.done;
  },
  async show({ url, json }, id) {
    const text = await ask(`${url}/jobs/${encodeURIComponent(id)}`);
    const job = JSON.parse(text) as Job;
    print(
      json
        ? text
        : [line(job), ...job.errors.map((each) => `  chunk ${each.chunk}: ${each.message}`)].join(
            '\n',
          ),
    );
    return EXIT.done;
  },
  async result({ url }, id) {
    print(await ask(`${url}/jobs/${encodeURIComponent(id)}/result`));
    return EXIT.done;
  },
  async cancel({ url, json }, id) {
    const body = JSON.stringify({ jobId: id });
    const response = await send(`${url}/jobs/cancel`, { method: 'POST', body });
    const text = await response.text();
    if (response.status === 404) throw new CliError(`there is no job ${id}`);
    print(json ? text : (JSON.parse(text) as { status: string }).status);
    return response.ok ? EXIT.done : EXIT.no;
  },
  async retry({ url }, id) {
    print(await ask(`${url}/jobs/${encodeURIComponent(id)}/retry`, { method: 'POST' }));
    return EXIT.done;
  },
  async watch({ url }, id) {
    const bar = progressBar(process.stderr);
    for (;;) {
      const job = JSON.parse(await ask(`${url}/jobs/${encodeURIComponent(id)}`)) as Job;
      const { done, failed, total } = job.progress;
      bar.show(done + failed, total);
      if (job.endedAt !== null) {
        bar.clear();
        print(line(job));
        return job.status.startsWith('completed') ? EXIT.done : EXIT.no;
      }
      await delay(POLL_MS);
    }
  },
};

function line({ jobId, type, status, scenarioId, progress, error, reason }: Job): string {
  const { done, failed, total, best } = progress;
  const lost = failed > 0 ? `, ${failed} failed` : '';
  const top = best ? `, best ${Number(best.value.toPrecision(5))} with ${best.option}` : '';
  const why = error?.message ?? reason;
  return `${jobId}  ${type} ${scenarioId}  ${status}  ${done} of ${total}${lost}${top}${why ? `  (${why})` : ''}`;
}

async function ask(url: string, init: RequestInit = {}): Promise<string> {
  const response = await send(url, init);
  const text = await response.text();
  if (response.ok) return text;
  const problem = JSON.parse(text) as { detail?: string };
  throw new CliError(problem.detail ?? `the server answered ${response.status}`, EXIT.no);
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch {
    throw new CliError(`no server answers at ${new URL(url).origin}; start it with "sandbox up"`);
  }
}

function print(text: string): void {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}
