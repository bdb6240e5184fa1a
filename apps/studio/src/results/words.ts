import { formatFigure, formatShare } from '@scenario-sandbox/charts/format.ts';

/** A difference with its sign. */
export function signed(value: number | null): string {
  return value !== null && value > 0 ? `+${formatFigure(value)}` : formatFigure(value);
}

/** A difference of two shares, in percentage points. */
export function signedShare(value: number | null): string {
  if (value === null) return '–';
  if (Math.abs(value) < 0.001) return '0 %';
  return `${value > 0 ? '+' : value < 0 ? '−' : ''}${formatShare(Math.abs(value))}`;
}
