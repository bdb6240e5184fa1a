import { quantileOf } from '../distributions/registry.ts';
import type { Parameters } from '../distributions/types.ts';
import type { QuantileSource } from '../language/graph.ts';

/** The quantile of a source at u, with the values of its variable parameters in their order. */
export type PreparedQuantile = (u: number, variable: readonly number[]) => number;

/** What the oracle and the kernel both call, so that their bits are equal. */
export function prepareQuantile(source: QuantileSource): PreparedQuantile {
  const constant = source.parameters as Parameters;
  if (source.variable.length === 0) return quantileOf(source.kind, constant);
  return (u, variable) => {
    const parameters: Record<string, Parameters[string]> = { ...constant };
    source.variable.forEach((name, i) => {
      parameters[name] = variable[i] as number;
    });
    return quantileOf(source.kind, parameters)(u);
  };
}
