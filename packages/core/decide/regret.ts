/** What comparing the options sample by sample gives, by option. */
export interface Comparison {
  /** Share of the samples in which the option is best; k options that tie take 1/k each. */
  readonly shareBest: readonly number[];
  /** Mean and greatest shortfall to the best option of each sample, in the value's unit. */
  readonly expectedRegret: readonly number[];
  readonly maximumRegret: readonly number[];
}

const BLOCK = 1_024;

/**
 * Probability of being best and regret. values: larger is better, finite, shape [option][sample].
 * Source: Savage, The Theory of Statistical Decision (1951).
 */
export function compareOptions(values: readonly Float64Array[]): Comparison {
  const options = values.length;
  const count = values[0]?.length ?? 0;
  const totals: Totals = {
    wins: new Float64Array(options),
    regret: new Float64Array(options),
    most: new Float64Array(options),
  };
  const best = new Float64Array(BLOCK);
  const ties = new Float64Array(BLOCK);
  for (let start = 0; start < count; start += BLOCK) {
    const block = values.map((column) => column.subarray(start, start + BLOCK));
    best.fill(-Infinity);
    for (const column of block) raise(column, best, ties);
    block.forEach((column, d) => {
      addBlock(column, best, ties, totals, d);
    });
  }
  return {
    shareBest: Array.from(totals.wins, (w) => w / count),
    expectedRegret: Array.from(totals.regret, (s) => s / count),
    maximumRegret: Array.from(totals.most),
  };
}

interface Totals {
  readonly wins: Float64Array;
  readonly regret: Float64Array;
  readonly most: Float64Array;
}

/** Raises the best value so far in each sample, counting the columns that reach it. */
function raise(column: Float64Array, best: Float64Array, ties: Float64Array): void {
  for (let i = 0; i < column.length; i += 1) {
    const v = column[i] as number;
    const top = best[i] as number;
    if (v > top) {
      best[i] = v;
      ties[i] = 1;
    } else if (v === top) ties[i] = (ties[i] as number) + 1;
  }
}

function addBlock(
  column: Float64Array,
  best: Float64Array,
  ties: Float64Array,
  { wins, regret, most }: Totals,
  d: number,
): void {
  let [won, sum, worst] = [0, 0, most[d] as number];
  for (let i = 0; i < column.length; i += 1) {
    const short = (best[i] as number) - (column[i] as number);
    if (short === 0) won += 1 / (ties[i] as number);
    else sum += short;
    if (short > worst) worst = short;
  }
  wins[d] = (wins[d] as number) + won;
  regret[d] = (regret[d] as number) + sum;
  most[d] = worst;
}
