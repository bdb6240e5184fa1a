import type { VariableSpec } from '@scenario-sandbox/contract';
import { numberOf } from './numbers.ts';
import { type CellProblem, nothing, type Reading, type Use } from './reading.ts';
import {
  columnOf,
  isEmpty,
  type Placed,
  type Table,
  textOf,
  unused,
  variableName,
} from './table.ts';

type Role =
  | 'name'
  | 'label'
  | 'unit'
  | 'source'
  | 'note'
  | 'value'
  | 'low'
  | 'base'
  | 'high'
  | 'min'
  | 'mode'
  | 'max'
  | `p${number}`;

const roles: readonly (readonly [Role, RegExp])[] = [
  ['name', /^(names?|variables?|inputs?|parameters?|drivers?|assumptions?|factors?|items?)$/],
  ['label', /^(label|title)$/],
  ['unit', /^(units?|uom)$/],
  ['source', /^(sources?|reference|evidence)$/],
  ['note', /^(notes?|comments?|remarks?|description|rationale)$/],
  ['value', /^(values?|amount|figure|point estimate|estimate)$/],
  ['low', /^(low|lower|low case|pessimistic|worst|worst case|downside)$/],
  ['base', /^(base|base case|mid|central|expected|best guess|realistic)$/],
  ['high', /^(high|higher|upper|high case|optimistic|best|best case|upside)$/],
  ['min', /^(min|minimum|least)$/],
  ['mode', /^(mode|most likely|likely)$/],
  ['max', /^(max|maximum|most)$/],
];

function roleOf(header: Placed): Role | null {
  const words = textOf(header).toLowerCase().replace(/\s+/g, ' ');
  const percentile = /^p\s?(\d{1,2})$|^(\d{1,2})(?:st|nd|rd|th)? ?(?:%|percentile)$/.exec(words);
  if (percentile) return `p${Number(percentile[1] ?? percentile[2])}`;
  return roles.find(([, pattern]) => pattern.test(words))?.[0] ?? null;
}

/** Which of a range's figures are percentiles, and which are bounds. */
export type LowHigh = 'percentiles' | 'bounds';

interface Columns {
  readonly name: number;
  readonly roles: readonly (Role | null)[];
}

/** Null where no column is headed as a figure. */
function columnsOf({ headers, body }: Table): Columns | null {
  const found = headers.map(roleOf);
  const figures = found.some((role) => role !== null && isFigure(role));
  const texts = headers.findIndex(
    (_, column) =>
      found[column] === null && body.some((row) => typeof row[column]?.cell === 'string'),
  );
  const named = found.indexOf('name') >= 0 ? found.indexOf('name') : found.indexOf('label');
  const name = named >= 0 ? named : texts;
  return figures && name >= 0 ? { name, roles: found } : null;
}

const words: readonly Role[] = ['name', 'label', 'unit', 'source', 'note'];
const isFigure = (role: Role): boolean => !words.includes(role);

/** A row per variable: its name, and a value, a low, base and high one, or percentiles. */
export function inputsTable(lowHigh: LowHigh): Reading['read'] {
  return (table, fileName) => {
    const columns = columnsOf(table);
    if (!columns) return nothing;
    const variables: Record<string, VariableSpec> = {};
    const problems: CellProblem[] = [];
    for (const row of table.body) {
      const head = row[columns.name];
      if (!head || isEmpty(head)) continue;
      const read = rowOf(row, columns, lowHigh);
      const name = unused(variableName(textOf(head)), new Set(Object.keys(variables)), '_');
      if ('message' in read) problems.push({ sheet: table.sheet, ...read });
      else
        variables[name] = annotated(
          read.spec,
          row,
          columns,
          `${fileName}, ${table.sheet}!${head.at}`,
        );
    }
    return { ...nothing, variables, problems, uses: usesOf(table, columns, lowHigh) };
  };
}

export const looksLikeInputs = (table: Table): number => (columnsOf(table) ? 3 : 0);

type RowRead = { readonly spec: Record<string, unknown> } | Pick<CellProblem, 'at' | 'message'>;

function rowOf(row: readonly Placed[], { name, roles: found }: Columns, lowHigh: LowHigh): RowRead {
  const figures = new Map<Role, number>();
  for (const [column, role] of found.entries()) {
    const placed = row[column];
    if (role === null || !isFigure(role) || !placed || isEmpty(placed)) continue;
    const value = numberOf(placed.cell);
    const isFormula = role === 'value' && /^[A-Za-z_(][\w\s.()+\-*/^%,]*$/.test(textOf(placed));
    if (value === null && isFormula) return { spec: { value: textOf(placed) } };
    if (value === null)
      return { at: placed.at, message: 'is no number. Write one, or leave the cell empty.' };
    figures.set(role, value);
  }
  const at = row[name]?.at ?? '';
  if (figures.size === 0) return { at, message: 'has no figure in its row, so it is left out.' };
  return (
    rangeOf(figures, lowHigh) ?? {
      at,
      message: 'has figures that do not rise from low to high. Put them in order.',
    }
  );
}

const threePoints = ['min', 'mode', 'max'] as const;
const asPercentile: Readonly<Record<string, Role>> = { low: 'p10', base: 'p50', high: 'p90' };
const asBound: Readonly<Record<string, Role>> = { low: 'min', base: 'mode', high: 'max' };

/** A value, percentiles, or bounds; null where they do not rise. */
function rangeOf(figures: ReadonlyMap<Role, number>, lowHigh: LowHigh): RowRead | null {
  const names = lowHigh === 'percentiles' ? asPercentile : asBound;
  const named = new Map([...figures].map(([role, value]) => [names[role] ?? role, value]));
  const ranks = [...named.keys()]
    .filter((role) => role !== 'value')
    .toSorted((a, b) => rank(a) - rank(b));
  const sorted = ranks.map((role) => [role, named.get(role) as number] as const);
  const values = sorted.map(([, value]) => value);
  const spread = Math.max(...values) > Math.min(...values);
  if (!spread) return { spec: { value: values[0] ?? named.get('value') } };
  // Of a cost the pessimistic figure is the higher one.
  const falling = values.every((value, i) => i === 0 || value <= (values[i - 1] as number));
  const rising = values.every((value, i) => i === 0 || value >= (values[i - 1] as number));
  if (!rising && !falling) return null;
  const ordered = falling ? values.toReversed() : values;
  const spec = Object.fromEntries(sorted.map(([role], i) => [role, ordered[i]]));
  const bounds = threePoints.filter((key) => key in spec);
  if (bounds.length === 0) return { spec };
  if (bounds.length === 3) return { spec: { dist: 'pert', ...pick(spec, threePoints) } };
  return 'min' in spec && 'max' in spec
    ? { spec: { dist: 'uniform', min: spec.min, max: spec.max } }
    : null;
}

const rank = (role: Role): number => {
  const bound = (threePoints as readonly string[]).indexOf(role);
  return bound >= 0 ? bound * 50 : Number(role.slice(1));
};

const pick = (spec: Record<string, unknown>, keys: readonly string[]) =>
  Object.fromEntries(keys.map((key) => [key, spec[key]]));

function annotated(
  spec: Record<string, unknown>,
  row: readonly Placed[],
  { name, roles: found }: Columns,
  origin: string,
): VariableSpec {
  const word = (role: Role) => {
    const placed = row[found.indexOf(role)];
    return placed ? textOf(placed) : '';
  };
  const label = word('label') || textOf(row[name] as Placed);
  return {
    ...spec,
    label: label.slice(0, 200),
    ...(word('unit') && { unit: word('unit').slice(0, 64) }),
    source: word('source') || origin,
    ...(word('note') && { note: word('note') }),
  };
}

function usesOf({ headers }: Table, { name, roles: found }: Columns, lowHigh: LowHigh): Use[] {
  const rename = lowHigh === 'percentiles' ? asPercentile : asBound;
  return headers.map((header, column) => {
    const role = found[column] ?? null;
    const figure = role === null ? null : (rename[role] ?? role);
    const becomes =
      column === name
        ? 'the variable’s name'
        : figure === null
          ? 'left out'
          : `its ${meaningOf(figure)}`;
    return { place: columnOf(header.at), header: textOf(header), becomes };
  });
}

function meaningOf(role: Role): string {
  if (role === 'min') return 'least value';
  if (role === 'mode') return 'most likely value';
  if (role === 'max') return 'greatest value';
  if (role === 'p50') return 'median (P50)';
  return /^p\d/.test(role) ? `${role.slice(1)}th percentile (${role.toUpperCase()})` : role;
}
