import type { VariableSpec } from '@scenario-sandbox/contract';
import { parseCsv } from '../text/parse-csv.ts';
import { type Problem, Problems } from './problems.ts';

const COLUMNS = ['name', 'p10', 'p50', 'p90', 'unit', 'source'] as const;
type Column = (typeof COLUMNS)[number];
const MOST_ROWS = 2_000;
const NAME = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$/;

/**
 * Variables from rows of a spreadsheet, with the columns name, p10, p50, p90, unit and source, in any order.
 * A row has p10 and p90, and p50 where the middle is known as well, or p50 alone for a fixed value.
 */
export function readVariables(text: string): {
  readonly variables: Record<string, VariableSpec>;
  readonly problems: readonly Problem[];
} {
  const problems = new Problems();
  const [header, ...rows] = parseCsv(text);
  const variables: Record<string, VariableSpec> = Object.create(null);
  const columns = header && columnsOf(header.cells, header.line, problems);
  if (!columns) {
    if (!header) problems.errorAt('SYNTAX', { line: 1, column: 1 }, 'the text is empty');
    return { variables: {}, problems: problems.list };
  }
  if (rows.length > MOST_ROWS) {
    problems.errorAt('TOO_LARGE', { line: MOST_ROWS + 2, column: 1 }, `at most ${MOST_ROWS} rows`);
    return { variables: {}, problems: problems.list };
  }
  for (const { cells, line } of rows) {
    const cell = (column: Column) => (cells[columns.indexOf(column)] ?? '').trim();
    const name = cell('name');
    const detail = { line, column: 1 };
    if (!NAME.test(name)) {
      problems.errorAt('BAD_NAME', detail, 'name: expected letters, digits and _, at most 64');
    } else if (name in variables) {
      problems.errorAt('REPEATED_KEY', detail, `name: ${name} stands twice`);
    } else {
      const spec = specOf(cell, name, line, problems);
      if (spec !== null) variables[name] = spec;
    }
  }
  return { variables: { ...variables }, problems: problems.list };
}

/** Null where a column is not known, or the names are missing. */
function columnsOf(cells: readonly string[], line: number, problems: Problems): Column[] | null {
  const columns = cells.map((cell) => cell.trim().toLowerCase());
  const unknown = columns.some((column) => !COLUMNS.some((known) => known === column));
  if (!unknown && columns.includes('name') && new Set(columns).size === columns.length) {
    return columns as Column[];
  }
  const message = `the first row: expected the columns ${COLUMNS.join(', ')}, each once at most`;
  problems.errorAt('UNKNOWN_KEY', { line, column: 1 }, message);
  return null;
}

function specOf(
  cell: (column: Column) => string,
  name: string,
  line: number,
  problems: Problems,
): VariableSpec | null {
  const path = `variables.${name}`;
  const read = (column: 'p10' | 'p50' | 'p90'): number | null => {
    const text = cell(column);
    if (text === '') return null;
    const value = NUMBER.test(text) ? Number(text) : Number.NaN;
    if (Number.isFinite(value)) return value;
    problems.error('BAD_VALUE', `${path}.${column}`, 'expected a number', { line, column: 1 });
    return Number.NaN;
  };
  const [p10, p50, p90] = [read('p10'), read('p50'), read('p90')];
  const given = [p10, p50, p90].filter((value) => value !== null);
  if (given.some((value) => Number.isNaN(value))) return null;
  const words = {
    ...(cell('unit') && { unit: cell('unit') }),
    ...(cell('source') && { source: cell('source') }),
  };
  if (p10 === null && p90 === null && p50 !== null) return { value: p50, ...words };
  if (p10 === null || p90 === null) {
    problems.error('MISSING', path, 'expected p10 and p90, or p50 alone', { line, column: 1 });
    return null;
  }
  if (given.some((value, index) => index > 0 && value <= (given[index - 1] ?? value))) {
    problems.error('BAD_VALUE', path, 'expected p10 < p50 < p90', { line, column: 1 });
    return null;
  }
  return { p10, ...(p50 !== null && { p50 }), p90, ...words };
}
