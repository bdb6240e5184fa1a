/** Equal shares of (0, 1) that are remembered. */
const SHARES = 4096;

/**
 * A quantile function of whole steps, remembered: a share of (0, 1) at whose two ends the quantile is
 * the same has that value throughout, as a quantile never falls. Other shares ask the exact one.
 * Method: an indexed search (H.-C. Chen and Y. Asau, AIIE Transactions 6 (1974), 163–166).
 */
export function rememberSteps(exact: (u: number) => number): (u: number) => number {
  const known = new Float64Array(SHARES);
  const state = new Uint8Array(SHARES);
  const [UNKNOWN, SAME, STEP] = [0, 1, 2];
  return (u) => {
    const share = Math.floor(u * SHARES);
    if (state[share] === UNKNOWN) {
      const low = share === 0 ? NaN : exact(share / SHARES);
      const high = share === SHARES - 1 ? NaN : exact((share + 1) / SHARES);
      state[share] = low === high ? SAME : STEP;
      known[share] = low;
    }
    return state[share] === SAME ? (known[share] as number) : exact(u);
  };
}
