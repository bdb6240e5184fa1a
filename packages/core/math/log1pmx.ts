import { log, log1p } from './elementary.ts';

const RECIPROCALS = Array.from({ length: 19 }, (_, k) => 1 / (2 * k + 3));

/** Σ wᵏ / (2k + 3) = (artanh(√w) − √w) / √w³, for 0 ≤ w ≤ 0.11. */
export function atanhTail(w: number): number {
  let sum = 0;
  for (let k = w < 0.01 ? 8 : 18; k >= 0; k--) sum = sum * w + (RECIPROCALS[k] as number);
  return sum;
}

/**
 * log(1 + x) − x without the cancellation near 0, for x > −1.
 * With r = x / (2 + x): log(1 + x) = 2 artanh r, and 2r − x = −r x.
 * Source: DLMF 4.6.5 (the series of artanh).
 */
export function log1pmx(x: number): number {
  if (x < -0.45 || x > 0.9) return log1p(x) - x;
  const r = x / (2 + x);
  const w = r * r;
  return r * (2 * w * atanhTail(w) - x);
}

/** e − log(1 + e), given both e and 1 + e so that neither loses digits. Never negative. */
export function excessOverLog(e: number, onePlusE: number): number {
  return e > -0.45 && e < 0.9 ? -log1pmx(e) : e - log(onePlusE);
}
