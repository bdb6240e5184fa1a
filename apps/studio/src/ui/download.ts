import type { ChartTable } from '@scenario-sandbox/charts';

/** Hands a text to the browser as a file. */
export function download(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Revoked after the click's download has begun.
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

/** RFC 4180, with words that a spreadsheet would evaluate made plain text by a leading quote (OWASP). */
export function tableToCsv({ columns, rows }: ChartTable): string {
  return [columns, ...rows].map((row) => `${row.map(cellToCsv).join(',')}\r\n`).join('');
}

function cellToCsv(cell: string | number | null): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
