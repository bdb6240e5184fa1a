import { dataColumns, looksLikeData } from './data-columns.ts';
import { inputsTable, looksLikeInputs } from './inputs-table.ts';
import { nothing, type Reading } from './reading.ts';
import { looksLikeScorecard, scorecard } from './scorecard.ts';
import type { Table } from './table.ts';

/** The ways to read a sheet, the only list. */
export const readings = {
  percentiles: {
    label: 'Inputs, one in a row; low and high as P10 and P90',
    fits: looksLikeInputs,
    read: inputsTable('percentiles'),
  },
  bounds: {
    label: 'Inputs, one in a row; low and high as least and greatest',
    fits: looksLikeInputs,
    read: inputsTable('bounds'),
  },
  scorecard: {
    label: 'A scorecard of options and criteria',
    fits: looksLikeScorecard,
    read: scorecard,
  },
  data: { label: 'Data, a variable in a column', fits: looksLikeData, read: dataColumns },
  none: { label: 'Leave it out', fits: () => 0, read: () => nothing },
} as const satisfies Record<string, Reading>;

export type ReadingId = keyof typeof readings;
export const readingIds = Object.keys(readings) as readonly ReadingId[];

/** The reading that a table looks most like; `none` where it looks like none. */
export function likeliest(table: Table): ReadingId {
  const fits = (id: ReadingId) => readings[id].fits(table);
  return readingIds.reduce((best, id) => (fits(id) > fits(best) ? id : best), 'none');
}
