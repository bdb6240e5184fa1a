import { log, normalQuantile } from '../math/elementary.ts';
import type { Parameters } from './types.ts';

/** The distribution that two percentiles stand for, or null where they are not two. */
interface Elicited {
  readonly kind: 'normal' | 'lognormal';
  readonly parameters: Parameters;
}

/**
 * The normal through two percentiles; the lognormal where both values are above 0.
 * percents in rising order (10 for p10); values in the unit of the variable.
 * Source: x = mean + sd Φ⁻¹(u), two equations in two unknowns.
 */
export function fromTwoPercentiles(
  percents: readonly [number, number],
  values: readonly [number, number],
): Elicited {
  const [z1, z2] = [normalQuantile(percents[0] / 100), normalQuantile(percents[1] / 100)];
  const positive = values[0] > 0 && values[1] > 0;
  const [x1, x2] = positive ? [log(values[0]), log(values[1])] : values;
  const sd = (x2 - x1) / (z2 - z1);
  const mean = x1 - sd * z1;
  return positive
    ? { kind: 'lognormal', parameters: { meanlog: mean, sdlog: sd } }
    : { kind: 'normal', parameters: { mean, sd } };
}
