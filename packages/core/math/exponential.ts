import {
  EXP_TABLE,
  INV_LN2_128,
  INV_LN10_HI,
  INV_LN10_LO,
  LN2_128_HI,
  LN2_128_LO,
  LN2_HI,
  LN2_LO,
  LOG_TABLE,
} from './tables.ts';

const number = new Float64Array(1);
const words = new Int32Array(number.buffer);

/** Adding and subtracting it rounds to an integer, halves to even. */
const ROUNDER = 6755399441055744;
/** Veltkamp's splitter, 2^27 + 1. */
const SPLITTER = 134217729;
/** High word of the number at which the table of logarithms begins, about 0.7044. */
const LOG_OFFSET = 0x3fe68aab;

/** 2^k for −1024 ≤ k ≤ 1023: a load, where a number made of its bits would wait for their stores. */
const POWERS = new Float64Array(2048);
for (let i = 0, power = 5.562684646268003e-309; i < POWERS.length; i += 1) {
  POWERS[i] = power;
  power *= 2;
}
const powerOfTwo = (k: number): number => POWERS[k + 1024] as number;

/** The k of `reduceExp`. In an array, as numbers that a module keeps in variables are allocated each time. */
const reducedK = new Int32Array(1);
/**
 * x = k·ln2/128 + r with |r| ≤ ln2/256; e^x = 2^(k/128) · (1 + tail). Returns the tail and sets `reducedK`.
 * The table's remainder is added to the polynomial of r.
 */
function reduceExp(x: number, low: number): number {
  const rounded = x * INV_LN2_128 + ROUNDER - ROUNDER;
  const r = x - rounded * LN2_128_HI - rounded * LN2_128_LO + low;
  reducedK[0] = rounded;
  const tail = EXP_TABLE[2 * (rounded & 127) + 1] as number;
  const r2 = r * r;
  return tail + r + r2 * (0.5 + r * (1 / 6)) + r2 * r2 * (1 / 24 + r * (1 / 120));
}

/** e^(x + low), for |x| < 746 and a low far smaller than the last place of x. */
function expOf(x: number, low: number): number {
  const tail = reduceExp(x, low);
  const whole = reducedK[0] as number;
  const k = whole >> 7;
  const head = EXP_TABLE[2 * (whole & 127)] as number;
  // In two steps, so that neither power overflows and a subnormal result is rounded once.
  const half = k >> 1;
  return (head + head * tail) * powerOfTwo(half) * powerOfTwo(k - half);
}

/**
 * e^x. NaN for NaN; 0 and Infinity beyond the range.
 * Source: P. T. P. Tang, "Table-driven implementation of the exponential function in IEEE
 * floating-point arithmetic", ACM Trans. Math. Softw. 15 (1989), 144–157; here with 128 entries.
 */
export function exp(x: number): number {
  if (x > 709.782712893384) return Infinity;
  if (x < -745.1332191019412) return 0;
  if (Number.isNaN(x)) return NaN;
  return expOf(x, 0);
}

/**
 * e^x − 1 without cancellation.
 * Source: Tang's method as for exp, "Table-driven implementation of the expm1 function in IEEE
 * floating-point arithmetic", ACM Trans. Math. Softw. 18 (1992), 211–222; Taylor's series near 0.
 */
export function expm1(x: number): number {
  if (x > 40) return exp(x);
  if (x < -40) return -1;
  if (Number.isNaN(x) || x === 0) return x;
  if (x < 0.3 && x > -0.3) return x + x * x * expm1Series(x);
  const tail = reduceExp(x, 0);
  const scale =
    (EXP_TABLE[2 * ((reducedK[0] as number) & 127)] as number) *
    powerOfTwo((reducedK[0] as number) >> 7);
  const difference = scale - 1;
  const lost = scale >= 1 ? scale - difference - 1 : scale - (difference + 1);
  return difference + (scale * tail + lost);
}

/** (e^x − 1 − x)/x² for |x| < 0.3: Taylor's series to x^12. */
function expm1Series(x: number): number {
  let sum = 1 / 87178291200;
  for (let n = 13, factorial = 6227020800; n >= 2; factorial /= n, n--)
    sum = sum * x + 1 / factorial;
  return sum;
}

/** What `reduceLog` sets: high, low, r, and the two parts of r. */
const reduced = new Float64Array(5);
/**
 * ln x = high + low to about 68 bits, for finite x > 0: x = 2^k·z, with z·(1/c) = 1 + r by table,
 * |r| < 0.0045 and r exact in two parts. Near 1, k = 0 and c = 1, so nothing cancels.
 */
function reduceLog(x: number): void {
  let k = 0;
  number[0] = x;
  if ((words[1] as number) < 0x00100000) {
    number[0] = x * 4503599627370496;
    k = -52;
  }
  const high = words[1] as number;
  const shifted = high - LOG_OFFSET;
  const exponent = shifted >> 20;
  k += exponent;
  const row = 3 * ((shifted >> 13) & 127);
  const z = (number[0] as number) * powerOfTwo(-exponent);
  // z rounded to 20 fraction bits, so that its product with 1/c is exact.
  const zHigh =
    z < 1 ? Math.floor(z * 2097152 + 0.5) / 2097152 : Math.floor(z * 1048576 + 0.5) / 1048576;
  const inverse = LOG_TABLE[row] as number;
  const rHigh = zHigh * inverse - 1;
  const rLow = (z - zHigh) * inverse;
  const r = rHigh + rLow;
  const head = k * LN2_HI + (LOG_TABLE[row + 1] as number);
  const sum = head + r;
  reduced[0] = sum;
  reduced[1] = head - sum + r + (rHigh - r + rLow + (k * LN2_LO + (LOG_TABLE[row + 2] as number)));
  reduced[2] = r;
  reduced[3] = rHigh;
  reduced[4] = rLow;
}

/** (ln(1 + r) − r + r²/2)/r³, by Taylor's series to r^8. */
function logSeries(r: number): number {
  const r2 = r * r;
  return 1 / 3 + r * -0.25 + r2 * (0.2 + r * (-1 / 6)) + r2 * r2 * (1 / 7 + r * -0.125);
}

/** Sets high + low = ln x to about 68 bits; low is at most 2⁻¹⁵ of high. */
function extendedLog(x: number): void {
  reduceLog(x);
  const sumHigh = reduced[0] as number;
  const r = reduced[2] as number;
  const rHigh = reduced[3] as number;
  const square = rHigh * (rHigh * -0.5);
  const high = sumHigh + square;
  reduced[1] =
    (reduced[1] as number) +
    (sumHigh - high + square) +
    (reduced[4] as number) * -0.5 * (rHigh + r) +
    r * (r * r) * logSeries(r);
  reduced[0] = high;
}

/** What a logarithm is where it is no finite number; undefined for finite x > 0. */
function singularLog(x: number): number | undefined {
  if (x > 0) return x === Infinity ? Infinity : undefined;
  return x === 0 ? -Infinity : NaN;
}

/**
 * Natural logarithm; −Infinity at 0, NaN below.
 * Source: P. T. P. Tang, "Table-driven implementation of the logarithm function in IEEE
 * floating-point arithmetic", ACM Trans. Math. Softw. 16 (1990), 378–400; the table is our own.
 */
export function log(x: number): number {
  const singular = singularLog(x);
  if (singular !== undefined) return singular;
  reduceLog(x);
  const r = reduced[2] as number;
  const r2 = r * r;
  return (reduced[0] as number) + ((reduced[1] as number) + (r2 * -0.5 + r * r2 * logSeries(r)));
}

/** Base-10 logarithm: ln x in extended precision times 1/ln 10 in two parts. Exact at powers of 10. */
export function log10(x: number): number {
  const singular = singularLog(x);
  if (singular !== undefined) return singular;
  extendedLog(x);
  const high = reduced[0] as number;
  const product = high * INV_LN10_HI;
  const error = productError(high, INV_LN10_HI, product);
  return product + (error + (high * INV_LN10_LO + (reduced[1] as number) * INV_LN10_HI));
}

/** a·b − product, exactly, where no part underflows (Dekker 1971). */
function productError(a: number, b: number, product: number): number {
  const aHigh = upperHalf(a);
  const aLow = a - aHigh;
  const bHigh = upperHalf(b);
  const bLow = b - bHigh;
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}

function upperHalf(a: number): number {
  const c = SPLITTER * a;
  return c - (c - a);
}

/** ln(1 + x) without cancellation: the logarithm of the rounded 1 + x plus what rounding lost. */
export function log1p(x: number): number {
  const singular = singularLog(1 + x);
  if (singular !== undefined) return singular;
  if (x < 1e-9 && x > -1e-9) return x - x * x * 0.5;
  const sum = 1 + x;
  const lost = x >= 1 ? x - sum + 1 : x - (sum - 1);
  extendedLog(sum);
  return (reduced[0] as number) + ((reduced[1] as number) + lost / sum);
}

/**
 * x^y with the values of ECMAScript's Math.pow where either is no ordinary number (so 1^NaN and
 * (±1)^±Infinity are NaN). ln x has 68 bits, y·ln x is carried in two parts.
 * Source: as for exp and log; the split product is Dekker's (Numer. Math. 18, 1971, 224–242).
 */
export function pow(x: number, y: number): number {
  if (x > 0 && x < Infinity && y - y === 0) return powPositive(x, y);
  return powSpecial(x, y);
}

function powPositive(x: number, y: number): number {
  extendedLog(x);
  const sumHigh = reduced[0] as number;
  const logHigh = maskedHalf(sumHigh);
  const logLow = sumHigh - logHigh + (reduced[1] as number);
  const yHigh = maskedHalf(y);
  const high = yHigh * logHigh;
  if (high > 710) return Infinity;
  if (high < -746) return 0;
  return expOf(high, (y - yHigh) * logHigh + y * logLow);
}

/** x without its 27 last bits. */
function maskedHalf(x: number): number {
  number[0] = x;
  words[0] = (words[0] as number) & -134217728;
  return number[0] as number;
}

function powSpecial(x: number, y: number): number {
  if (y === 0) return 1;
  if (Number.isNaN(x) || Number.isNaN(y)) return NaN;
  const size = x < 0 ? -x : x;
  if (y === Infinity || y === -Infinity) {
    if (size === 1) return NaN;
    return size > 1 === y > 0 ? Infinity : 0;
  }
  const odd = isOdd(y);
  const negative = x < 0 || (x === 0 && 1 / x < 0);
  if (x === 0 || size === Infinity) {
    const result = (x === 0) === y > 0 ? 0 : Infinity;
    return negative && odd ? -result : result;
  }
  if (Math.floor(y) !== y) return NaN;
  return odd ? -powPositive(size, y) : powPositive(size, y);
}

function isOdd(y: number): boolean {
  return Math.floor(y) === y && Math.abs(y % 2) === 1;
}
