import type { VariableSpec } from '@scenario-sandbox/contract';
import { numberOf } from './numbers.ts';
import { rankCorrelations } from './rank-correlation.ts';
import { type CellProblem, nothing, type Part, type Reading, type Use } from './reading.ts';
import {
  columnOf,
  isEmpty,
  type Placed,
  type Table,
  textOf,
  unused,
  variableName,
} from './table.ts';

/** Fewer observations say little of a distribution. */
const fewest = 8;

interface Column {
  /** Among the columns of the table. */
  readonly place: number;
  readonly header: Placed;
  readonly filled: readonly Placed[];
  readonly values: readonly number[];
}

const columnsOf = ({ headers, body }: Table): Column[] =>
  headers.map((header, i) => {
    const filled = body.flatMap((row) => (row[i] && !isEmpty(row[i]) ? [row[i]] : []));
    return { place: i, header, filled, values: filled.flatMap(({ cell }) => numberOf(cell) ?? []) };
  });

const isData = ({ filled, values }: Column): boolean =>
  values.length >= fewest && values.length > filled.length / 2;

export const looksLikeData = (table: Table): number => (columnsOf(table).some(isData) ? 1 : 0);

/** Each column of numbers is a variable that is drawn from what was observed. */
export const dataColumns: Reading['read'] = (table, fileName): Part => {
  const variables: Record<string, VariableSpec> = {};
  const problems: CellProblem[] = [];
  const columns = columnsOf(table);
  const uses = columns.map((column): Use => {
    const { header, filled, values } = column;
    const use = { place: columnOf(header.at), header: textOf(header) };
    if (!isData(column)) return { ...use, becomes: `left out: fewer than ${fewest} numbers` };
    const name = unused(variableName(textOf(header)), new Set(Object.keys(variables)), '_');
    const [from, to] = [filled[0]?.at, filled.at(-1)?.at];
    const source = `${fileName}, ${table.sheet}!${from}:${to}`;
    variables[name] = {
      dist: 'empirical',
      values: [...values],
      label: textOf(header).slice(0, 200),
      source,
    };
    for (const { cell, at } of filled) {
      if (numberOf(cell) === null)
        problems.push({ sheet: table.sheet, at, message: 'is no number and is left out.' });
    }
    return {
      ...use,
      becomes: `a variable, drawn from its ${values.length.toLocaleString('en')} observations`,
    };
  });
  return { ...nothing, variables, problems, uses, notes: notesOf(columns.filter(isData), table) };
};

const mostNamed = 3;
/** Below it columns hardly move together. */
const weakest = 0.3;

/** Rows fall apart when each column is drawn alone: says so, and what is lost by it. */
function notesOf(columns: readonly Column[], { body }: Table): string[] {
  if (columns.length < 2) return [];
  const alone = 'Each column is drawn on its own: figures of one row do not stay together.';
  const rows = body
    .map((row) => columns.map(({ place }) => (row[place] ? numberOf(row[place].cell) : null)))
    .filter((row) => row.every((value) => value !== null));
  if (rows.length < fewest) return [alone];
  const pairs = rankCorrelations(columns.map((_, k) => rows.map((row) => row[k] as number)))
    .filter(({ spearman }) => Math.abs(spearman) >= weakest)
    .sort((a, b) => Math.abs(b.spearman) - Math.abs(a.spearman));
  if (pairs.length === 0) return [`${alone} In the file they hardly move together.`];
  const named = pairs.slice(0, mostNamed).map(({ i, j, spearman }) => {
    const [one, other] = [i, j].map((k) => textOf((columns[k] as Column).header));
    return `${one} with ${other} (${spearman.toFixed(2).replace('-', '−')})`;
  });
  return [
    `${alone} In the file some move together, by rank correlation: ${named.join(', ')}.`,
    'To keep that, choose “range” beside the name of both in the workbench; a correlation can then be added under Correlations.',
  ];
}
