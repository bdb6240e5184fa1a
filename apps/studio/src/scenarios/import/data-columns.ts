import type { VariableSpec } from '@scenario-sandbox/contract';
import { numberOf } from './numbers.ts';
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
  readonly header: Placed;
  readonly filled: readonly Placed[];
  readonly values: readonly number[];
}

const columnsOf = ({ headers, body }: Table): Column[] =>
  headers.map((header, i) => {
    const filled = body.flatMap((row) => (row[i] && !isEmpty(row[i]) ? [row[i]] : []));
    return { header, filled, values: filled.flatMap(({ cell }) => numberOf(cell) ?? []) };
  });

const isData = ({ filled, values }: Column): boolean =>
  values.length >= fewest && values.length > filled.length / 2;

export const looksLikeData = (table: Table): number => (columnsOf(table).some(isData) ? 1 : 0);

/** Each column of numbers is a variable that is drawn from what was observed. */
export const dataColumns: Reading['read'] = (table, fileName): Part => {
  const variables: Record<string, VariableSpec> = {};
  const problems: CellProblem[] = [];
  const uses = columnsOf(table).map((column): Use => {
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
  return { ...nothing, variables, problems, uses };
};
