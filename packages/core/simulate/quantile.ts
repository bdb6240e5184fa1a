import { isDiscrete, quantileOf } from '../distributions/registry.ts';
import { type Known, remembering } from '../distributions/remember.ts';
import type { QuantileSource } from '../language/graph.ts';
import { tabulate } from './quantile-table.ts';
import { rememberSteps } from './steps.ts';

export interface PreparedQuantile {
  /** The quantile of a source at u, with the values of its variable parameters in their order. */
  at(u: number, variable: readonly number[]): number;
  /** Coefficients for the kernel, NaN where `at` has to answer; null where it always has to. */
  readonly table: Float64Array | null;
}

/** Tables are remembered, as other threads and later runs ask for the same. */
const remembered = remembering(withoutVariable);

/** What the oracle and the kernel both call, so that their bits are equal. */
export function prepareQuantile(source: QuantileSource): PreparedQuantile {
  return source.variable.length > 0 ? withVariable(source) : remembered(source);
}

function withoutVariable({ kind, parameters }: Known): PreparedQuantile {
  const exact = quantileOf(kind, parameters);
  if (isDiscrete(kind)) return { at: rememberSteps(exact), table: null };
  const { quantile, coefficients } = tabulate(exact);
  return { at: quantile, table: coefficients };
}

function withVariable({ kind, parameters: constant, variable }: QuantileSource): PreparedQuantile {
  const at = (u: number, values: readonly number[]) => {
    const parameters: Record<string, unknown> = { ...constant };
    variable.forEach((name, i) => {
      parameters[name] = values[i];
    });
    return quantileOf(kind, parameters)(u);
  };
  return { at, table: null };
}
