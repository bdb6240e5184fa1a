import { isDiscrete, quantileOf } from '../distributions/registry.ts';
import type { QuantileSource } from '../language/graph.ts';
import { tabulate } from './quantile-table.ts';

/** The quantile of a source at u, with the values of its variable parameters in their order. */
export type PreparedQuantile = (u: number, variable: readonly number[]) => number;

const prepared = new WeakMap<QuantileSource, PreparedQuantile>();

/** What the oracle and the kernel both call, so that their bits are equal. Made once per source. */
export function prepareQuantile(source: QuantileSource): PreparedQuantile {
  let quantile = prepared.get(source);
  if (!quantile) {
    quantile = prepare(source);
    prepared.set(source, quantile);
  }
  return quantile;
}

function prepare({ kind, parameters: constant, variable }: QuantileSource): PreparedQuantile {
  if (variable.length === 0) {
    const exact = quantileOf(kind, constant);
    return isDiscrete(kind) ? exact : tabulate(exact);
  }
  return (u, values) => {
    const parameters: Record<string, unknown> = { ...constant };
    variable.forEach((name, i) => {
      parameters[name] = values[i];
    });
    return quantileOf(kind, parameters)(u);
  };
}
