import type { Regression, Regressor } from './regression.ts';

/** Expected rise in utility from choosing with knowledge, and its standard error. */
export interface Gain {
  readonly value: number;
  readonly error: number;
}

/**
 * Value of knowing one variable (EVPPI)
 *
 * The leads of the other options over the recommended one are regressed on the variable, and the
 * mean is taken of the best lead that each of its values makes one expect, or 0 where none is above
 * 0. Two estimates are averaged, one that is too high by chance and one that is too low: the fit
 * judged on its own samples, and each half of the samples choosing for the other.
 *
 * Valid when: The regression can follow how the leads hang on the variable: it is a smooth curve
 * (twenty B-splines), or, for a discrete variable, the mean at each of its values; where the leads
 * jump, the mean in each of 256 stretches of equal probability. Of a variable drawn in every
 * period, what is learned is its mean over the periods, a lower bound of knowing every value,
 * reached where the outcomes depend on the mean alone.
 *
 * Source: Strong, Oakley & Brennan, Estimating Multiparameter Partial Expected Value of Perfect
 * Information from a Probabilistic Sensitivity Analysis Sample (2014).
 *
 * In code: columns: the leads themselves, by sample. The error joins the sampling error of the
 * leads chosen and half the distance of the two estimates. 0 where the crossed estimate is not
 * above 0: nothing then says that x helps.
 */
export function gainOf(
  regressor: Regressor,
  leads: readonly Regression[],
  columns: readonly Float64Array[],
): Gain {
  const { of, sizes, count } = regressor.bins;
  const n = of.length;
  const chosen = new Int16Array(count).fill(-1);
  let own = 0;
  for (let b = 0; b < count; b += 1) {
    let top = 0;
    leads.forEach((lead, c) => {
      if ((lead.sharp.all[b] as number) > top) {
        top = lead.sharp.all[b] as number;
        chosen[b] = c;
      }
    });
    own += ((sizes[b] as number) / n) * top;
  }
  let squares = 0;
  for (let i = 0; i < n; i += 1) {
    const challenger = chosen[of[i] as number] as number;
    if (challenger < 0) continue;
    const lead = (columns[challenger] as Float64Array)[i] as number;
    squares += lead * lead;
  }
  const crossed = (judged(regressor, leads, 0) + judged(regressor, leads, 1)) / n;
  return averagedGain(own, crossed, squares / n - own * own, n);
}

/** The average of the two estimates; variance: of the leads chosen, by sample. */
export function averagedGain(own: number, crossed: number, variance: number, n: number): Gain {
  const apart = (own - crossed) / 2;
  return {
    value: crossed > 0 ? (own + crossed) / 2 : 0,
    error: Math.sqrt(Math.max(0, variance) / n + apart * apart),
  };
}

/** Total lead in one half of choices made by the fit of the other. */
function judged(
  { bins, halfSizes }: Regressor,
  leads: readonly Regression[],
  chooser: 0 | 1,
): number {
  const judge = chooser === 0 ? 1 : 0;
  let total = 0;
  for (let b = 0; b < bins.count; b += 1) {
    let top = 0;
    let mean = 0;
    for (const lead of leads) {
      const guess = lead.sharp.halves[chooser][b] as number;
      if (guess > top) {
        top = guess;
        mean = lead.halfMeans[judge][b] as number;
      }
    }
    total += mean * (halfSizes[judge][b] as number);
  }
  return total;
}
