import type { Cell } from './sheet.ts';

export type DecimalMark = '.' | ',';

const grouped = { '.': /[,'’\s]/g, ',': /[.'’\s]/g };

/**
 * A cell's number: `1,234.5`, `1 234,5`, `€ 1200` and `12 %` (0.12) too. Null where it holds none.
 * mark: what stands before the decimals in text.
 */
export function numberOf(cell: Cell, mark: DecimalMark = '.'): number | null {
  if (typeof cell === 'number') return Number.isFinite(cell) ? cell : null;
  if (typeof cell !== 'string') return null;
  const bare = cell
    .replace(/^\s*(?:[€$£¥]|EUR|USD|GBP|CHF)\s*|\s*(?:[€$£¥]|EUR|USD|GBP|CHF)\s*$/g, '')
    .replace('−', '-')
    .trim();
  const [, digits = '', percent = ''] =
    /^([-+]?[\d.,'’\s]*\d(?:[eE][-+]?\d+)?)\s*(%?)$/.exec(bare) ?? [];
  if (digits === '') return null;
  const value = Number(digits.replace(grouped[mark], '').replace(',', '.'));
  if (!Number.isFinite(value)) return null;
  // By its text: 7 / 100 is 0.07, and 0.07 is what was meant.
  return percent ? Number(`${value}e-2`) : value;
}

/**
 * The decimal mark of a text's numbers: a comma where fields are parted by something else and some
 * number has a comma that cannot part thousands.
 */
export function decimalMark(rows: readonly (readonly Cell[])[], delimiter: string): DecimalMark {
  if (delimiter === ',') return '.';
  const texts = rows.flat().filter((cell) => typeof cell === 'string');
  const has = (pattern: RegExp) => texts.some((text) => pattern.test(text.trim()));
  if (has(/^[-+]?\d+\.\d{1,2}\D*$|^[-+]?\d{1,3}(,\d{3})+\.\d/)) return '.';
  return has(/^[-+€$£\s]*[\d.\s]*\d,\d+\D*$/) ? ',' : '.';
}
