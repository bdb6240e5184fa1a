/** What comparing the options sample by sample gives, by option. */
export interface Comparison {
  /** Share of the samples in which the option is best; k options that tie take 1/k each. */
  readonly shareBest: readonly number[];
  /** Mean and greatest shortfall to the best option of each sample, in the value's unit. */
  readonly expectedRegret: readonly number[];
  readonly maximumRegret: readonly number[];
}

/**
 * Probability of being best and regret. values: larger is better, finite, shape [option][sample].
 * Source: Savage, The Theory of Statistical Decision (1951).
 */
export function compareOptions(values: readonly Float64Array[]): Comparison {
  const options = values.length;
  const count = values[0]?.length ?? 0;
  const wins = new Float64Array(options);
  const sum = new Float64Array(options);
  const most = new Float64Array(options);
  for (let i = 0; i < count; i += 1) {
    let best = -Infinity;
    let ties = 0;
    for (const column of values) {
      const v = column[i] as number;
      if (v > best) {
        best = v;
        ties = 1;
      } else if (v === best) ties += 1;
    }
    for (let d = 0; d < options; d += 1) {
      const regret = best - (values[d]?.[i] as number);
      if (regret === 0) wins[d] = (wins[d] as number) + 1 / ties;
      sum[d] = (sum[d] as number) + regret;
      if (regret > (most[d] as number)) most[d] = regret;
    }
  }
  return {
    shareBest: Array.from(wins, (w) => w / count),
    expectedRegret: Array.from(sum, (s) => s / count),
    maximumRegret: Array.from(most),
  };
}
