import type { Sweep, SweepExtreme, SweepRun } from '@scenario-sandbox/contract';

export type Direction = 'maximise' | 'minimise';

export interface Extremes {
  readonly best: SweepExtreme | null;
  readonly worst: SweepExtreme | null;
}

/** Best and worst of some runs; of equal ones, the first in the design. */
export function extremesOf(runs: readonly SweepRun[], direction: Direction): Extremes {
  return extremesAmong(
    runs.flatMap(({ index, runId, values, recommendation, value }): SweepExtreme[] =>
      recommendation === null || value === null || !Number.isFinite(value)
        ? []
        : [{ index, runId, values, option: recommendation, value }],
    ),
    direction,
  );
}

/** Best and worst of the runs of several parts of a sweep. */
export function extremesOfAll(parts: readonly Extremes[], direction: Direction): Extremes {
  const all = parts.flatMap(({ best, worst }) => [best, worst]);
  return extremesAmong(
    all.filter((each) => each !== null),
    direction,
  );
}

function extremesAmong(all: readonly SweepExtreme[], direction: Direction): Extremes {
  const sign = direction === 'maximise' ? 1 : -1;
  const higher = (a: SweepExtreme, b: SweepExtreme) =>
    sign * (a.value - b.value) || b.index - a.index;
  const lower = (a: SweepExtreme, b: SweepExtreme) =>
    sign * (b.value - a.value) || b.index - a.index;
  const first = (order: typeof higher) =>
    all.reduce<SweepExtreme | null>(
      (leader, each) => (leader === null || order(each, leader) > 0 ? each : leader),
      null,
    );
  return { best: first(higher), worst: first(lower) };
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

export type Cell = string | number | null | undefined;

export interface Column {
  readonly name: string;
  readonly kind: 'text' | 'integer' | 'number';
}

/** The runs of a sweep as a table: what its columns are, and a run as a row under them. */
export interface RunTable {
  readonly columns: readonly Column[];
  cells(run: SweepRun): Cell[];
}

/** The table of runs that vary `variables`; figures are those of `like`, a run that was made. */
export function runTable(variables: readonly string[], like: SweepRun | null): RunTable {
  const number = (name: string): Column => ({ name, kind: 'number' });
  const text = (name: string): Column => ({ name, kind: 'text' });
  const figures = (like?.options ?? []).flatMap(({ id, outcomes }) => [
    `${id}.value`,
    `${id}.probability_best`,
    ...Object.entries(outcomes).flatMap(([name, known]) =>
      Object.keys(known).map((figure) => `${id}.${name}.${figure}`),
    ),
  ]);
  return {
    columns: [
      { name: 'index', kind: 'integer' },
      text('run_id'),
      ...variables.map(number),
      text('recommendation'),
      number('value'),
      ...figures.map(number),
      text('error'),
    ],
    cells({ index, runId, values, recommendation, value, error, options }) {
      const own = (like?.options ?? []).flatMap((option, i) => cellsLike(option, options[i]));
      return [
        ...[index, runId, ...variables.map((name) => values[name])],
        ...[recommendation, value, ...own, error],
      ];
    },
  };
}

type RunOption = SweepRun['options'][number];

function cellsLike(like: RunOption, own: RunOption | undefined): Cell[] {
  const outcomes = Object.entries(like.outcomes).flatMap(([name, known]) => {
    const figures = own?.outcomes[name] as Record<string, number | null> | undefined;
    return Object.keys(known).map((figure) => figures?.[figure]);
  });
  return [own?.value, own?.probabilityBest, ...outcomes];
}

/** First line of a table as CSV. Source: RFC 4180. */
export const csvHeader = ({ columns }: RunTable): string => row(columns.map(({ name }) => name));

/** A run as a line of CSV. Source: RFC 4180. */
export const csvRow = (table: RunTable, run: SweepRun): string => row(table.cells(run));

/** The runs of a sweep as CSV. */
export function sweepCsv(sweep: Pick<Sweep, 'variables' | 'runs'>): string {
  const table = sweepTable(sweep);
  return [csvHeader(table), ...sweep.runs.map((run) => csvRow(table, run))].join('');
}

/** The table of a whole sweep. */
export function sweepTable({ variables, runs }: Pick<Sweep, 'variables' | 'runs'>): RunTable {
  return runTable(variables, firstMade(runs));
}

/** The first run that could be made: it knows the figures that runs of the sweep have. */
export const firstMade = (runs: readonly SweepRun[]): SweepRun | null =>
  runs.find(({ error }) => error === undefined) ?? null;

function row(fields: readonly Cell[]): string {
  const written = fields.map((field) => {
    if (field === null || field === undefined || Number.isNaN(field)) return '';
    const text = String(field);
    // A spreadsheet would take these for a formula.
    const safe = typeof field === 'string' && /^[=+\-@]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  });
  return `${written.join(',')}\r\n`;
}
