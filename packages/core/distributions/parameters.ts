import type { DistributionValue, Parameters } from './types.ts';

/** The named parameter, or NaN where it is no number. */
export function numberOf(parameters: Parameters, name: string): number {
  const value = parameters[name];
  return typeof value === 'number' ? value : Number.NaN;
}

/** The named list of numbers, or an empty list. */
export function numbersOf(parameters: Parameters, name: string): readonly number[] {
  const value = parameters[name];
  return Array.isArray(value) ? value.map((x) => (typeof x === 'number' ? x : Number.NaN)) : [];
}

/** The named list of distributions, or an empty list. */
export function distributionsOf(parameters: Parameters, name: string): DistributionValue[] {
  const value = parameters[name];
  return Array.isArray(value) ? value.filter((x) => typeof x === 'object') : [];
}

/** The named distribution, or null. */
export function distributionValueOf(
  parameters: Parameters,
  name: string,
): DistributionValue | null {
  const value = parameters[name];
  return typeof value === 'object' && 'kind' in value ? value : null;
}

/** The first problem of several checks, or null. */
export function firstProblem(...problems: readonly (string | null)[]): string | null {
  return problems.find((problem) => problem !== null) ?? null;
}

/** Every named parameter is a finite number. */
export function finite(parameters: Parameters, ...names: readonly string[]): string | null {
  for (const name of names) {
    const value = numberOf(parameters, name);
    if (!Number.isFinite(value)) return `${name} must be a finite number, not ${value}`;
  }
  return null;
}

/** Every named parameter is a finite number above 0. */
export function positive(parameters: Parameters, ...names: readonly string[]): string | null {
  for (const name of names) {
    const value = numberOf(parameters, name);
    if (!(value > 0 && value < Number.POSITIVE_INFINITY)) {
      return `${name} must be above 0, not ${value}`;
    }
  }
  return null;
}

/** The named parameter is a probability. */
export function probability(parameters: Parameters, name: string): string | null {
  const value = numberOf(parameters, name);
  return value >= 0 && value <= 1 ? null : `${name} must lie between 0 and 1, not be ${value}`;
}

/** The first named parameter is below the second. */
export function below(parameters: Parameters, low: string, high: string): string | null {
  const [a, b] = [numberOf(parameters, low), numberOf(parameters, high)];
  return a < b ? null : `${low} (${a}) must be below ${high} (${b})`;
}

/** min ≤ mode ≤ max, and min < max. */
export function risingMode(parameters: Parameters): string | null {
  const [min, mode, max] = ['min', 'mode', 'max'].map((name) => numberOf(parameters, name));
  return firstProblem(
    finite(parameters, 'min', 'mode', 'max'),
    below(parameters, 'min', 'max'),
    (mode as number) < (min as number) || (mode as number) > (max as number)
      ? `mode (${mode}) must lie between min (${min}) and max (${max})`
      : null,
  );
}

/**
 * Parameters whose names are paths (`of.mean`, `components.0.sd`, `values.2`) put in their places, as
 * the graph hands over those that are expressions. Nothing is changed in what was given.
 */
export function nestPaths(parameters: Readonly<Record<string, unknown>>): Parameters {
  let result: Record<string, unknown> = { ...parameters };
  for (const [path, value] of Object.entries(parameters)) {
    if (!path.includes('.')) continue;
    delete result[path];
    result = placed(result, path.split('.'), value) as Record<string, unknown>;
  }
  return result as Parameters;
}

/** A copy of `target` with the value at the path; a distribution's parameters are looked through. */
function placed(target: unknown, path: readonly string[], value: unknown): unknown {
  const [head, ...rest] = path;
  if (head === undefined) return value;
  if (Array.isArray(target)) {
    return target.map((item, i) => (String(i) === head ? placed(item, rest, value) : item));
  }
  if (typeof target !== 'object' || target === null) return target;
  if ('kind' in target && 'parameters' in target) {
    return { ...target, parameters: placed(target.parameters, path, value) };
  }
  const record = target as Readonly<Record<string, unknown>>;
  return { ...record, [head]: placed(record[head], rest, value) };
}
