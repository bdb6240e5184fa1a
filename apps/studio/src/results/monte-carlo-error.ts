import { withUnit } from '@scenario-sandbox/charts/format.ts';
import type { Report } from '@scenario-sandbox/contract';

/** Below this share of the figures themselves an error is what rounding leaves of none. */
const roundingShare = 1e-9;

/** Half the 95 % interval of the leader's lead over the runner-up, in words; null where none leads. */
export function monteCarloError({ analysis, decision }: Report): string | null {
  const { marginInterval, objective } = analysis;
  if (typeof marginInterval?.low !== 'number' || typeof marginInterval.high !== 'number')
    return null;
  const { low, high } = marginInterval;
  const half = (high - low) / 2;
  const means = decision.options.map(
    ({ outcomes }) => outcomes[objective?.outcome ?? '']?.mean ?? 0,
  );
  const scale = Math.max(...[low, high, ...means].map(Math.abs));
  if (half <= roundingShare * scale) return 'none: the lead is the same in every sample';
  return `±${withUnit(half, objective?.unit ?? '')} on the lead (95 %)`;
}
