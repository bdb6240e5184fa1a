import { figure, percent, range } from '@scenario-sandbox/core/narrate/figures.ts';
import type { Figure } from './types.ts';

const steps = [
  [1e12, 'tn'],
  [1e9, 'bn'],
  [1e6, 'm'],
  [1e3, 'k'],
] as const;

export const isFigure = (value: Figure): value is number =>
  typeof value === 'number' && Number.isFinite(value);

/**
 * A figure with three significant digits, large ones in k, m, bn or tn, very small and very large
 * ones in scientific notation. Minus is a true minus sign. Missing figures are a dash.
 */
export function formatFigure(value: Figure, digits = 3): string {
  if (!isFigure(value)) return '–';
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e15 || size < 1e-4) return minus(Number(value.toPrecision(digits)).toExponential());
  const [unit, suffix] = steps.find(([from]) => size >= from * 0.99995) ?? [1, ''];
  const rounded = Number((value / unit).toPrecision(Math.max(digits, integerDigits(size / unit))));
  return minus(`${rounded}${suffix}`);
}

const integerDigits = (size: number): number =>
  Math.max(1, Math.floor(Math.log10(size) + 1e-9) + 1);
const minus = (text: string): string => text.replace('-', '−');

/**
 * A figure with its unit in the report's words, to the digits that its error bears where one is given:
 * `€1.24 m`, `4.1 % a month`. Missing: a dash.
 */
export const withUnit = (value: Figure, unit: string, error: Figure = null): string =>
  isFigure(value) ? figure(value, { unit: unit || null, error: error ?? 0 }) : '–';

/** Two figures of one unit in the report's words: `€80 k to €260 k`. Missing: empty. */
export const rangeWithUnit = (low: Figure, high: Figure, unit: string): string =>
  isFigure(low) && isFigure(high) ? range(low, high, unit || null) : '';

/** A probability in the report's words: `23 %`, `under 0.1 %`. Missing: a dash. */
export const formatShare = (share: Figure): string => (isFigure(share) ? percent(share) : '–');

/** Labels of evenly spaced ticks: enough digits to tell them apart, one suffix for all. */
export function formatTicks(ticks: readonly number[]): string[] {
  const size = Math.max(...ticks.map(Math.abs), 0);
  const step = Math.abs((ticks[1] ?? 0) - (ticks[0] ?? 0));
  if (size >= 1e15 || (size > 0 && size < 1e-4)) return ticks.map((t) => formatFigure(t, 2));
  const [unit, suffix] = steps.find(([from]) => size >= from) ?? [1, ''];
  const decimals =
    step > 0 ? Math.min(8, Math.max(0, -Math.floor(Math.log10(step / unit) + 1e-9))) : 2;
  return ticks.map((tick) => {
    const written = (tick / unit).toFixed(decimals);
    return Number(written) === 0 ? '0' : minus(`${written}${suffix}`);
  });
}
