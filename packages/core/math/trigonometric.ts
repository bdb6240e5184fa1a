import { HALF_PI_HI, HALF_PI_LO, HALF_PI_PARTS, TWO_OVER_PI } from './tables.ts';

const number = new Float64Array(1);
const words = new Uint32Array(number.buffer);
const ROUNDER = 6755399441055744;

/** x = quadrant·π/2 + high + low, |high| ≤ π/4, the quadrant modulo 4. */
let quadrant = 0;
let high = 0;
let low = 0;

function reduce(x: number): void {
  if (x <= 0.7853981633974483 && x >= -0.7853981633974483) {
    quadrant = 0;
    high = x;
    low = 0;
  } else if (x < 1e6 && x > -1e6) reduceByParts(x);
  else reduceByDigits(x);
}

/** Cody and Waite: π/2 in parts of 33 bits, whose products with n < 2^20 are exact. */
function reduceByParts(x: number): void {
  const n = x * 0.6366197723675814 + ROUNDER - ROUNDER;
  const first = x - n * (HALF_PI_PARTS[0] as number);
  const second = n * (HALF_PI_PARTS[1] as number);
  const third = n * (HALF_PI_PARTS[2] as number);
  const a = first - second;
  const aError = sumError(first, -second, a);
  const b = a - third;
  const bError = sumError(a, -third, b);
  setParts(b, aError + bError - n * (HALF_PI_PARTS[3] as number));
  quadrant = n & 3;
}

/** a + b − sum, exactly (Knuth). */
function sumError(a: number, b: number, sum: number): number {
  const part = sum - a;
  return a - (sum - part) + (b - part);
}

function setParts(a: number, b: number): void {
  high = a + b;
  low = a - high + b;
}

/**
 * Payne and Hanek: x · 2/π modulo 4 in integers, with enough digits of 2/π for the largest number.
 * Source: M. Payne and R. Hanek, "Radian reduction for trigonometric functions", SIGNUM Newsletter
 * 18 (1983), 19–24.
 */
function reduceByDigits(x: number): void {
  number[0] = x < 0 ? -x : x;
  const exponent = ((words[1] as number) >>> 20) - 1075;
  const upper = ((words[1] as number) & 0xfffff) | 0x100000;
  const significand = (BigInt(upper) << 32n) | BigInt(words[0] as number);
  const places = BigInt(1200 - exponent);
  const product = significand * TWO_OVER_PI;
  let whole = product >> places;
  let fraction = product - (whole << places);
  if (fraction >> (places - 1n)) {
    whole += 1n;
    fraction -= 1n << places;
  }
  const digits = fraction >> (places - 160n);
  const head = Number(digits);
  const rest = Number(digits - BigInt(head));
  const unit = 1 / 1208925819614629200000000; // 2^-80
  const f = head * unit * unit;
  setParts(
    f * HALF_PI_HI,
    productError(f, HALF_PI_HI) + f * HALF_PI_LO + rest * unit * unit * HALF_PI_HI,
  );
  quadrant = Number(whole & 3n);
  if (x < 0) {
    high = -high;
    low = -low;
    quadrant = (4 - quadrant) & 3;
  }
}

/** a·b less its rounded product, exactly (Dekker 1971). */
function productError(a: number, b: number): number {
  const aHigh = 134217729 * a - (134217729 * a - a);
  const bHigh = 134217729 * b - (134217729 * b - b);
  const aLow = a - aHigh;
  const bLow = b - bHigh;
  return aLow * bLow - (a * b - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}

/** Taylor's series of (sin x − x)/x³ to x^17, in z = x². */
function sinSeries(z: number): number {
  let sum = 1 / 355687428096000;
  for (let n = 15, sign = -1, factorial = 1307674368000; n >= 3; n -= 2, sign = -sign) {
    sum = sum * z + sign / factorial;
    factorial /= n * (n - 1);
  }
  return sum;
}

/** Taylor's series of (cos x − 1 + x²/2)/x⁴ to x^18, in z = x². */
function cosSeries(z: number): number {
  let sum = -1 / 6402373705728000;
  for (let n = 16, sign = 1, factorial = 20922789888000; n >= 4; n -= 2, sign = -sign) {
    sum = sum * z + sign / factorial;
    factorial /= n * (n - 1);
  }
  return sum;
}

function sinOfParts(): number {
  const z = high * high;
  return high + (high * z * sinSeries(z) + (low - 0.5 * z * low));
}

function cosOfParts(): number {
  const z = high * high;
  const half = 0.5 * z;
  const head = 1 - half;
  return head + (1 - head - half + (z * z * cosSeries(z) - high * low));
}

/** Sine of x radians, exactly reduced for every finite x; NaN for infinities. */
export function sin(x: number): number {
  if (x - x !== 0) return NaN;
  if (x === 0) return x;
  reduce(x);
  const value = quadrant & 1 ? cosOfParts() : sinOfParts();
  return quadrant & 2 ? -value : value;
}

/** Cosine of x radians, exactly reduced for every finite x; NaN for infinities. */
export function cos(x: number): number {
  if (x - x !== 0) return NaN;
  reduce(x);
  const value = quadrant & 1 ? sinOfParts() : cosOfParts();
  return (quadrant + 1) & 2 ? -value : value;
}
