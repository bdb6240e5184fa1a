import type { Estimate } from '../decide/findings.ts';
import { readUnit, type UnitStyle } from './units.ts';

/**
 * Figures as people read them. Digits follow what is known: the Monte Carlo error of an estimate, or
 * the width of the range a figure comes from. Never more than three significant digits unless a
 * comparison needs them.
 */

export interface FigureStyle {
  readonly unit?: string | null;
  /** Monte Carlo error of the figure (half its interval): digits beyond it are not shown. */
  readonly error?: number;
  /** The difference that must stay visible: shows digits down to it, six at most. */
  readonly resolution?: number;
}

const MOST_DIGITS = 3;
const MOST_DIGITS_COMPARED = 6;

/** Decimal exponent of the leading digit: 2 for 123, −2 for 0.045. Zero for 0 and non-finite. */
export function exponentOf(value: number): number {
  if (value === 0 || !Number.isFinite(value)) return 0;
  return Number(Math.abs(value).toExponential().split('e')[1]);
}

/** Exponent of the last digit worth showing. */
function lastPlace(value: number, style: FigureStyle): number {
  const lead = exponentOf(value);
  const { error, resolution } = style;
  if (resolution !== undefined && Number.isFinite(resolution) && resolution > 0) {
    return Math.max(exponentOf(resolution), lead - MOST_DIGITS_COMPARED + 1);
  }
  const digits = lead - MOST_DIGITS + 1;
  if (error === undefined || !Number.isFinite(error) || error <= 0) return digits;
  return Math.max(exponentOf(error), digits);
}

/** The value's digits down to 10^place, trailing zeros of a decimal fraction cut. */
function digitsAt(value: number, place: number): string {
  if (place >= 0) return shiftedInteger(value, place);
  const fixed = value.toFixed(Math.min(20, -place));
  return fixed.includes('.') ? fixed.replace(/\.?0+$/, '') : fixed;
}

/** An integer rounded to 10^place, exactly: through its decimal digits, not by division. */
function shiftedInteger(value: number, place: number): string {
  const lead = exponentOf(value);
  const digits = lead - place + 1;
  if (digits < 1)
    return Number(value.toPrecision(1)) >= 5 * tenTo(place - 1) ? `${tenTo(place)}` : '0';
  return BigInt(Number(value.toPrecision(Math.min(digits, 21)))).toString();
}

const tenTo = (exponent: number) => Number(`1e${exponent}`);

/** 1234567 → 1,234,567. */
export function group(digits: string): string {
  const [whole = '', fraction] = digits.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

const SCALES = [
  { exponent: 12, word: ' trillion', money: ' tn' },
  { exponent: 9, word: ' billion', money: ' bn' },
  { exponent: 6, word: ' million', money: ' m' },
  { exponent: 3, word: '', money: ' k' },
] as const;

/** The power of a thousand to write a magnitude in; money is shortened from 10,000 up. */
function scaleOf(magnitude: number, money: boolean): (typeof SCALES)[number] | null {
  const from = money ? 4 : 6;
  const lead = exponentOf(magnitude);
  if (lead < from) return null;
  return SCALES.find((scale) => lead >= scale.exponent && (money || scale.word !== '')) ?? null;
}

/** 2.5 × 10^21: for magnitudes outside everyday figures. */
function scientific(magnitude: number): string {
  const [digits = '', exponent = ''] = magnitude.toExponential(1).split('e');
  return `${digits.replace('.0', '')} × 10^${exponent.replace('+', '').replace('-', '−')}`;
}

/** Magnitude without sign or unit: `1.24 m`, `2,800`, `0.045`. */
function magnitudeText(magnitude: number, style: FigureStyle, money: boolean): string {
  const lead = exponentOf(magnitude);
  if (lead >= 15 || lead < -6) return scientific(magnitude);
  const place = lastPlace(magnitude, style);
  const scale = scaleOf(Number(digitsAt(magnitude, place)), money);
  if (scale === null) return group(digitsAt(magnitude, place));
  const scaled = Number(`${magnitude}e-${scale.exponent}`);
  const text = digitsAt(scaled, place - scale.exponent);
  return `${group(text)}${money ? scale.money : scale.word}`;
}

function withUnit(magnitude: string, negative: boolean, unit: UnitStyle): string {
  return `${negative && /[1-9]/.test(magnitude) ? '−' : ''}${unit.before}${magnitude}${unit.after}`;
}

/**
 * A figure with its unit: `€1.24 m`, `2,800 users`, `4.1 % a month`, `−€31.2 k`.
 * Not finite: `no finite value`.
 */
export function figure(value: number, style: FigureStyle = {}): string {
  if (!Number.isFinite(value)) return 'no finite value';
  const unit = readUnit(style.unit ?? null, Math.abs(value));
  return withUnit(scaledMagnitude(value, style, unit), value < 0, unit);
}

function scaledMagnitude(value: number, style: FigureStyle, unit: UnitStyle): string {
  const factor = unit.factor;
  const scaledStyle = {
    ...(style.error === undefined ? {} : { error: style.error * factor }),
    ...(style.resolution === undefined ? {} : { resolution: style.resolution * factor }),
  };
  return magnitudeText(Math.abs(value) * factor, scaledStyle, unit.money);
}

/** Two figures of one unit: `€80 k to €260 k`, `2.1 % to 6.7 % a month`. */
export function range(low: number, high: number, unit: string | null = null): string {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return 'no finite range';
  const style = readUnit(unit, Math.max(Math.abs(low), Math.abs(high)));
  const part = (value: number) => scaledMagnitude(value, inRange(value, low, high), style);
  const first = withUnit(part(low), low < 0, { ...style, after: style.share ? ' %' : '' });
  return `${first} to ${withUnit(part(high), high < 0, style)}`;
}

/** Part of a range's width below which a value in it is shown as 0. */
const SHOWN = 1 / 10_000;

/** Digits of a value in a range: down to a twentieth of its width, or to the value's own first digit. */
function inRange(value: number, low: number, high: number): Pick<FigureStyle, 'resolution'> {
  const width = Math.abs(high - low);
  if (!(width > 0 && Number.isFinite(width))) return {};
  const size = Math.abs(value);
  return { resolution: size > SHOWN * width ? Math.min(size, width / 20) : width / 20 };
}

/** A figure out of a range, to the digits that the range's width bears. */
export function within(value: number, low: number, high: number, unit: string | null): string {
  return figure(value, { unit, ...inRange(value, low, high) });
}

/** An estimate, to the digits its Monte Carlo interval bears. */
export function estimate(value: Estimate, unit: string | null): string {
  return figure(value.value, { unit, error: (value.high - value.low) / 2 });
}

/** A probability or share: `23 %`, `0.4 %`, `under 0.1 %`, `over 99.9 %`. */
export function percent(share: number): string {
  if (!Number.isFinite(share)) return 'an unknown share';
  const hundredths = share * 100;
  if (hundredths <= 0) return '0 %';
  if (hundredths >= 100) return '100 %';
  if (hundredths < 0.1) return 'under 0.1 %';
  if (hundredths > 99.9) return 'over 99.9 %';
  const decimals = hundredths < 0.95 || hundredths > 99.05 ? 1 : 0;
  return `${hundredths.toFixed(decimals)} %`;
}

/** A number of everyday size to so many decimals: `−0.42`, `63.2`. */
export function fixed(value: number, decimals: number): string {
  if (!(Math.abs(value) < 1e6)) return figure(value);
  const text = value.toFixed(decimals);
  return /[1-9]/.test(text) ? text.replace('-', '−') : text.replace('-', '');
}

/** A whole number: `20,000`. */
export function count(value: number): string {
  return Number.isFinite(value) ? group(Math.trunc(value).toFixed(0)) : 'an unknown number';
}

const SMALL = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** A small number as a word, a larger one in figures. */
export function numeral(value: number): string {
  return SMALL[value] ?? count(value);
}

/** `1 option`, `3 options`, with the number as a word where small. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${numeral(value)} ${value === 1 ? one : many}`;
}
