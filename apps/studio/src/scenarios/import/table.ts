import { type Cell, cellName, type Sheet } from './sheet.ts';

/** A cell under its column's header, knowing where it stands in the file. */
export interface Placed {
  readonly cell: Cell;
  /** `C7`. */
  readonly at: string;
}

/** A sheet's header and the rows below it. */
export interface Table {
  readonly sheet: string;
  readonly headers: readonly Placed[];
  readonly body: readonly (readonly Placed[])[];
  /** Rows above the header. */
  readonly above: number;
}

export const textOf = ({ cell }: Placed): string => (cell === null ? '' : String(cell).trim());
export const isEmpty = (placed: Placed): boolean => textOf(placed) === '';

/** The first row with two cells filled is the header; empty rows and columns are left out. Null: there is none. */
export function tableOf({ name, rows }: Sheet): Table | null {
  const filled = (row: readonly Cell[]) =>
    row.filter((cell) => cell !== null && cell !== '').length;
  const header = rows.findIndex((row) => filled(row) >= 2);
  const single = rows.length > 1 && rows.every((row) => filled(row) <= 1);
  const top = single ? rows.findIndex((row) => filled(row) === 1) : header;
  if (top < 0) return null;
  const width = Math.max(...rows.slice(top).map((row) => row.length));
  const columns = Array.from({ length: width }, (_, i) => i).filter((column) =>
    rows.slice(top).some((row) => (row[column] ?? null) !== null),
  );
  const place = (row: number) =>
    columns.map((column) => ({ cell: rows[row]?.[column] ?? null, at: cellName(row, column) }));
  const body = rows.flatMap((row, i) => (i > top && filled(row) > 0 ? [place(i)] : []));
  return body.length === 0 ? null : { sheet: name, headers: place(top), body, above: top };
}

/** Rows as columns: what was the first column heads them. */
export function transposed({ headers, body, ...rest }: Table): Table {
  const lines = [headers, ...body];
  const [first = [], ...others] = headers.map((_, column) =>
    lines.flatMap((line) => line[column] ?? []),
  );
  return { ...rest, headers: first, body: others };
}

/** `C` of `C7`. */
export const columnOf = (at: string): string => at.replace(/\d+$/, '');

/** `Growth rate (%)` as a name of expressions: `growth_rate`. */
export function variableName(words: string): string {
  const plain = words.normalize('NFKD').replace(/[̀-ͯ]/g, '').toLowerCase();
  const name = plain
    .replace(/\(.*?\)/g, ' ')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  return (/^[a-z]/.test(name) ? name : `x_${name}`).slice(0, 60);
}

/** The same for an id: `usage-based`. */
export const idOf = (words: string): string =>
  variableName(words)
    .replace(/^x_(?=.)/, '')
    .replaceAll('_', '-') || 'imported';

/** `name`, or with a number behind it where it is taken. */
export function unused(name: string, taken: ReadonlySet<string>, joint: '_' | '-'): string {
  if (!taken.has(name)) return name;
  for (let i = 2; ; i += 1) {
    const other = `${name}${joint}${i}`;
    if (!taken.has(other)) return other;
  }
}
