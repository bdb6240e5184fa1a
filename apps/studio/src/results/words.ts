import { formatFigure, formatShare, withUnit } from '@scenario-sandbox/charts/format.ts';

/** A difference with its sign; with a unit in the report's words. */
export function signed(value: number | null, unit?: string): string {
  const written = unit === undefined ? formatFigure(value) : withUnit(value, unit);
  return value !== null && value > 0 ? `+${written}` : written;
}

/** What stands above figures: what they are of, and their unit where they have one. */
export const columnHead = (label: string, unit: string | null | undefined): string =>
  unit && unit !== '1' ? `${label}, ${unit}` : label;

/** A difference of two shares, in percentage points. */
export function signedShare(value: number | null): string {
  if (value === null) return '–';
  if (Math.abs(value) < 0.001) return '0 %';
  return `${value > 0 ? '+' : value < 0 ? '−' : ''}${formatShare(Math.abs(value))}`;
}
