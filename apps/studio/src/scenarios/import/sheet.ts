/** What a cell holds; null where it is empty. */
export type Cell = string | number | boolean | Date | null;

export interface Sheet {
  readonly name: string;
  readonly rows: readonly (readonly Cell[])[];
}

/** A file that is not taken, with the way out in its message. */
export class Refusal extends Error {}

export const limits = {
  fileBytes: 5_000_000,
  /** Of a workbook, which is compressed. */
  unpackedBytes: 60_000_000,
  sheets: 20,
  rows: 10_000,
  cells: 200_000,
} as const;

/** Errors: Refusal, naming the sheet and the limit. */
export function checkSize(sheets: readonly Sheet[]): void {
  const figure = (count: number) => count.toLocaleString('en');
  if (sheets.length > limits.sheets) {
    throw new Refusal(`It has ${sheets.length} sheets; keep ${limits.sheets} at most.`);
  }
  let cells = 0;
  for (const { name, rows } of sheets) {
    cells += rows.reduce((sum, row) => sum + row.length, 0);
    if (rows.length <= limits.rows && cells <= limits.cells) continue;
    throw new Refusal(
      `Sheet “${name}” is too large: at most ${figure(limits.rows)} rows, and ${figure(limits.cells)} cells in all. Keep the columns that matter and import again.`,
    );
  }
}

/** Column 0 is A, 26 is AA. */
function columnName(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : columnName(Math.floor(column / 26) - 1) + letter;
}

/** Row and column counted from 0, as spreadsheets write them: `C7`. */
export const cellName = (row: number, column: number): string => `${columnName(column)}${row + 1}`;
