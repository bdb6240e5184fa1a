/** A figure of a bench, with the peer that was measured beside it in the same run. */
export interface Row {
  readonly what: string;
  readonly unit: string;
  readonly here: number;
  readonly peer?: { readonly name: string; readonly figure: number } | undefined;
  /** Times that we are ahead of the peer at least, or the most that the figure may be. */
  readonly aim?: { readonly ratio: number } | { readonly most: number };
  /** More is better, as with rates: here ÷ peer. Else peer ÷ here. (Default: false.) */
  readonly moreIsBetter?: boolean;
}

/** Hands a row to `npm run bench`, which prints all of them at its end; a bench run alone prints it. */
export function measured(row: Row): void {
  if (process.send) process.send(row);
  else console.log(cellsOf(row).filter(Boolean).join(' | '));
}

const HEADER = ['what', 'here', 'peer', 'ratio', 'aim', 'met'];

/** Rows as a table in Markdown, its columns aligned. */
export function tableOf(rows: readonly Row[]): string {
  const cells = [HEADER, ...rows.map(cellsOf)];
  const widths = HEADER.map((_, k) => Math.max(...cells.map((row) => row[k]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, k) => cell.padEnd(widths[k] as number)).join(' | ')} |`;
  const [head, ...body] = cells as [string[], ...string[][]];
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}

function cellsOf(row: Row): string[] {
  const { what, unit, here, peer, aim } = row;
  const ratio = ratioOf(row);
  const met = metOf(row, ratio);
  return [
    what,
    `${short(here)} ${unit}`,
    peer ? `${short(peer.figure)} ${unit}, ${peer.name}` : '',
    ratio === null ? '' : `${short(ratio)} ×`,
    aim ? ('ratio' in aim ? `≥ ${aim.ratio} ×` : `≤ ${aim.most} ${unit}`) : '',
    met === null ? '' : met ? 'yes' : 'no',
  ];
}

function ratioOf({ here, peer, moreIsBetter }: Row): number | null {
  if (!peer) return null;
  return moreIsBetter ? here / peer.figure : peer.figure / here;
}

/** Null where no aim is set, or the peer of the aim was not there. */
function metOf({ here, aim }: Row, ratio: number | null): boolean | null {
  if (!aim) return null;
  if ('most' in aim) return here <= aim.most;
  return ratio === null ? null : ratio >= aim.ratio;
}

/** Three digits that count; whole numbers from 100 on. */
function short(figure: number): string {
  if (Math.abs(figure) >= 100) return figure.toFixed(0);
  return String(Number(figure.toPrecision(3)));
}
