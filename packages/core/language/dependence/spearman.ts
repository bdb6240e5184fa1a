import { cos, sin } from '../../math/elementary.ts';

/** π/6, correctly rounded. */
const SIXTH_PI = 0.5235987755982988;

/**
 * Pearson correlation of two standard normals whose rank correlation is ρ: 2 sin(π ρ / 6).
 * Source: Pearson, Mathematical Contributions to the Theory of Evolution XVI (1907).
 */
export function pearsonOfSpearman(rho: number): number {
  // The sine of π/6 is not exactly ½ in floating point, and perfect correlation must stay perfect.
  return Math.abs(rho) === 1 ? rho : 2 * sin(SIXTH_PI * rho);
}

/** Rank correlation of two standard normals whose Pearson correlation is r, by Newton's method. */
export function spearmanOfPearson(r: number): number {
  let angle = r / 2;
  for (let step = 0; step < 8; step += 1) angle -= (sin(angle) - r / 2) / cos(angle);
  return angle / SIXTH_PI;
}
