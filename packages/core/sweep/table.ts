import type { Sweep, SweepExtreme, SweepRun } from '@scenario-sandbox/contract';

export type Direction = 'maximise' | 'minimise';

interface Extremes {
  readonly best: SweepExtreme | null;
  readonly worst: SweepExtreme | null;
}

/** Best and worst of the runs together with those so far; of equal ones, the first in the design. */
export function extremesOf(
  runs: readonly SweepRun[],
  direction: Direction,
  before: Extremes = { best: null, worst: null },
): Extremes {
  const sign = direction === 'maximise' ? 1 : -1;
  const higher = (a: SweepExtreme, b: SweepExtreme) =>
    sign * (a.value - b.value) || b.index - a.index;
  const lower = (a: SweepExtreme, b: SweepExtreme) =>
    sign * (b.value - a.value) || b.index - a.index;
  const all = runs.flatMap(({ index, runId, values, recommendation, value }): SweepExtreme[] =>
    recommendation === null || value === null || !Number.isFinite(value)
      ? []
      : [{ index, runId, values, option: recommendation, value }],
  );
  const first = (order: typeof higher, known: SweepExtreme | null) =>
    [...(known ? [known] : []), ...all].reduce<SweepExtreme | null>(
      (leader, each) => (leader === null || order(each, leader) > 0 ? each : leader),
      null,
    );
  return { best: first(higher, before.best), worst: first(lower, before.worst) };
}

/** How often each option is recommended, the most often first. */
export function recommendationCounts(
  recommended: readonly (string | null)[],
): { option: string; runs: number }[] {
  const counts = new Map<string, number>();
  for (const option of recommended) {
    if (option !== null) counts.set(option, (counts.get(option) ?? 0) + 1);
  }
  return [...counts]
    .map(([option, runs]) => ({ option, runs }))
    .sort((a, b) => b.runs - a.runs || (a.option < b.option ? -1 : 1));
}

/** First line of a sweep's CSV, from a run that was made. */
export function csvHeader(variables: readonly string[], run: SweepRun | null): string {
  const columns = (run?.options ?? []).flatMap(({ id, outcomes }) => [
    `${id}.value`,
    `${id}.probability_best`,
    ...Object.entries(outcomes).flatMap(([name, figures]) =>
      Object.keys(figures).map((figure) => `${id}.${name}.${figure}`),
    ),
  ]);
  return row(['index', 'run_id', ...variables, 'recommendation', 'value', ...columns, 'error']);
}

/** A run as a line of CSV under the header of `like`, the run the header was made of. Source: RFC 4180. */
export function csvRow(variables: readonly string[], run: SweepRun, like: SweepRun | null): string {
  const figures = (like?.options ?? []).flatMap((option, i) => {
    const own = run.options[i];
    const outcomes = Object.keys(option.outcomes).flatMap((name) =>
      Object.keys(option.outcomes[name] as object).map(
        (figure) => (own?.outcomes[name] as Record<string, number | null> | undefined)?.[figure],
      ),
    );
    return [own?.value, own?.probabilityBest, ...outcomes];
  });
  const values = variables.map((name) => run.values[name]);
  const { index, runId, recommendation, value, error } = run;
  return row([index, runId, ...values, recommendation, value, ...figures, error]);
}

/** The runs of a sweep as CSV. */
export function sweepCsv({ variables, runs }: Pick<Sweep, 'variables' | 'runs'>): string {
  const like = runs.find((run) => run.error === undefined) ?? null;
  return [csvHeader(variables, like), ...runs.map((run) => csvRow(variables, run, like))].join('');
}

function row(fields: readonly (string | number | null | undefined)[]): string {
  const written = fields.map((field) => {
    if (field === null || field === undefined || Number.isNaN(field)) return '';
    const text = String(field);
    // A spreadsheet would take these for a formula.
    const safe = typeof field === 'string' && /^[=+\-@]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  });
  return `${written.join(',')}\r\n`;
}
