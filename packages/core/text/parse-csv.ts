/** A row of a table, with the line of the text it begins on, from 1. */
export interface CsvRow {
  readonly cells: readonly string[];
  readonly line: number;
}

/**
 * Rows of comma-separated text: cells may be quoted, and hold commas, line breaks and doubled quotes then.
 * A byte order mark and empty lines are left out.
 * Source: RFC 4180, Common Format and MIME Type for CSV Files.
 */
export function parseCsv(text: string): CsvRow[] {
  const rows: CsvRow[] = [];
  let cells: string[] = [];
  let line = 1;
  let rowLine = 1;
  const endRow = () => {
    if (cells.length > 1 || cells[0] !== '') rows.push({ cells, line: rowLine });
    cells = [];
    rowLine = line;
  };
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  // A quoted or a bare cell, and what ends it.
  const pattern = /(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r\n|\n|\r|$)/gy;
  while (pattern.lastIndex < body.length || cells.length > 0) {
    const match = pattern.exec(body);
    if (!match) {
      // A quote that is not closed, or text behind one: the rest is one cell, as it stands.
      cells.push(body.slice(pattern.lastIndex));
      endRow();
      break;
    }
    const [whole, quoted, bare, end] = match;
    cells.push(quoted === undefined ? (bare ?? '') : quoted.replaceAll('""', '"'));
    line += whole.split(/\r\n|\n|\r/).length - 1;
    if (end === ',') continue;
    endRow();
    if (end === '') break;
  }
  return rows;
}
