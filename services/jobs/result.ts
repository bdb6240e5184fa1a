import type { Batch, FullQuestion, Scenario, SweepRun } from '@scenario-sandbox/contract';
import { settingsOf } from '@scenario-sandbox/core/question.ts';
import { designOf } from '@scenario-sandbox/core/sweep/designs.ts';
import { headOf, namesOf } from '@scenario-sandbox/core/sweep/head.ts';
import {
  csvHeader,
  csvRow,
  firstMade,
  type RunTable,
  recommendationCounts,
  runTable,
} from '@scenario-sandbox/core/sweep/table.ts';
import { hashOf } from '@scenario-sandbox/core/text/hash.ts';
import { ProblemError } from '@scenario-sandbox/service';
import {
  type Database,
  type JobRow,
  readRecommendations,
  readResults,
} from '@scenario-sandbox/store';
import { asQuestion } from './kinds.ts';

/** Chunks that are read at a time: at most a million samples' runs, some hundred kilobytes each. */
const PAGE = 2;

/** The result of a job as JSON text, piece by piece: what there is, if it has not ended. */
export async function* resultJson(database: Database, job: JobRow): AsyncGenerator<string> {
  const { request } = job;
  if (request.type === 'run' || request.type === 'compare') {
    yield (await onlyResult(database, job)).results;
    return;
  }
  const head = request.type === 'sweep' ? sweepHeadOf(job) : batchHeadOf(request.questions);
  yield `${JSON.stringify(head).slice(0, -1)},"runs":[`;
  let separator = '';
  for await (const page of pages(database, job)) {
    yield separator + page.map(({ results }) => results).join(',');
    separator = ',';
  }
  yield `],${JSON.stringify(await tailOf(database, job)).slice(1)}`;
}

/** The runs of a sweep or batch as CSV, page by page. */
export async function* resultCsv(database: Database, job: JobRow): AsyncGenerator<string> {
  const variables = variablesOf(job, 'csv');
  let table: RunTable | null = null;
  for await (const page of pages(database, job)) {
    const runs = page.flatMap(runsOf);
    const header = table === null;
    table ??= runTable(variables, firstMade(runs));
    const known = table;
    yield (header ? csvHeader(known) : '') + runs.map((run) => csvRow(known, run)).join('');
  }
  if (table === null) yield csvHeader(runTable(variables, null));
}

/** The runs of a sweep or batch as Parquet: a file whose columns are written one after another. */
export async function* resultParquet(database: Database, job: JobRow): AsyncGenerator<Uint8Array> {
  const variables = variablesOf(job, 'parquet');
  const runs: SweepRun[] = [];
  for await (const page of pages(database, job)) runs.push(...page.flatMap(runsOf));
  const { toParquet } = await import('@scenario-sandbox/runner/parquet.ts');
  yield toParquet(runTable(variables, firstMade(runs)), runs);
}

/** Names of what varies. Errors: BAD_INPUT for a job whose result is no table. */
function variablesOf(job: JobRow, format: string): readonly string[] {
  if (job.request.type === 'sweep') return sweepHeadOf(job).variables;
  if (job.request.type === 'batch') return [];
  throw new ProblemError(
    'BAD_INPUT',
    `format: ${format} is for sweeps and batches; expected json.`,
  );
}

const runsOf = ({ results }: { readonly results: string }) =>
  (JSON.parse(`[${results}]`) as SweepRun[]).map((run) => ({ ...run, values: run.values ?? {} }));

async function* pages(database: Database, job: JobRow) {
  for (let after = -1; ; ) {
    const page = await readResults(database, job.id, after, PAGE);
    if (page.length > 0) yield page;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    after = last.number;
  }
}

async function onlyResult(database: Database, job: JobRow) {
  const [row] = await readResults(database, job.id, -1, 1);
  if (row) return row;
  throw new ProblemError(
    'NOT_FOUND',
    `The job has no result: it is ${job.state}. GET /jobs/{id} says why.`,
  );
}

/** The job's own head; the questions of a sweep have been checked when it was ordered. */
function sweepHeadOf({ request }: JobRow) {
  if (request.type !== 'sweep') throw new TypeError('not a sweep');
  const question = asQuestion(request.question);
  return headOf(question, designOf(request.plan, settingsOf(question).seed));
}

/** What a batch says of its scenarios; two of one id may differ. */
function batchHeadOf(questions: readonly FullQuestion[]): Pick<Batch, 'schema' | 'scenarios'> {
  const groups = new Map<string, { scenario: Scenario; indexes: number[] }>();
  for (const [index, { scenario }] of questions.entries()) {
    const key = hashOf(scenario);
    const group = groups.get(key) ?? { scenario, indexes: [] };
    group.indexes.push(index);
    groups.set(key, group);
  }
  const scenarios = [...groups.values()].map(({ scenario, indexes }) => {
    const { id, title } = scenario;
    return { id, title, ...namesOf(scenario), indexes };
  });
  return { schema: 'batch.v1', scenarios };
}

async function tailOf(database: Database, job: JobRow) {
  const { total, done, failed } = job;
  const counts = { total, done, failed, complete: done + failed === total };
  if (job.type === 'batch') return counts;
  const { best = null, worst = null } = job.extremes ?? {};
  const summary = job.summary ?? {
    recommendations: recommendationCounts((await readRecommendations(database, job)).recommended),
    discovery: null,
  };
  return { ...counts, best, worst, ...summary };
}
