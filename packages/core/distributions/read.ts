import { nearest } from '../text/nearest.ts';
import { fromTwoPercentiles } from './elicited.ts';
import { percentOf, readPercentiles } from './metalog-scale.ts';
import { distributionOf, distributions, isDistributionKind } from './registry.ts';
import type { DistributionValue, ParameterSpec, Parameters, ParameterValue } from './types.ts';

/**
 * A distribution as read. `expressions` holds the parameters that are not numbers, by path (`sd`,
 * `of.mean`, `values.2`, `components.0.rate`); at those places `parameters` holds nothing, or NaN in a
 * list. Without expressions the parameters are complete and have passed the distribution's check.
 */
export interface ReadDistribution extends DistributionValue {
  readonly expressions: Readonly<Record<string, string>>;
}

/** What is wrong, in one sentence with the way out, and the parameter it is about. */
export interface ReadProblem {
  readonly problem: string;
  readonly parameter?: string;
}

type Spec = Readonly<Record<string, unknown>>;

/** Keys of a variable that are about it, not about its distribution. */
const ANNOTATIONS = new Set([
  'unit',
  'source',
  'note',
  'label',
  'per',
  'value',
  'dist',
  'truncate',
]);

/** Thrown and caught in this file alone, so that a problem deep in a spec needs no passing up. */
class Problem extends Error {
  readonly parameter: string | undefined;
  constructor(message: string, parameter?: string) {
    super(message);
    this.parameter = parameter;
  }
}

/**
 * Reads the distribution of a variable: `{ dist, …parameters }` or `{ p10, p50, p90, … }`, with
 * defaults filled in, two percentiles made a normal or lognormal and more a metalog, and `truncate`
 * made the kind `truncated`. Strings are expressions. Never throws.
 */
export function readDistribution(spec: Spec): ReadDistribution | ReadProblem {
  try {
    const expressions: Record<string, string> = {};
    const value = read(spec, '', expressions);
    if (Object.keys(expressions).length === 0) mustPass(value);
    return { ...value, expressions };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { message: problem, parameter } = error;
    return parameter === undefined ? { problem } : { problem, parameter };
  }
}

function mustPass({ kind, parameters }: DistributionValue): void {
  const problem = distributionOf(kind).check(parameters);
  if (problem === null) return;
  const about = /^(\w+)/.exec(problem)?.[1] ?? '';
  const named = about in distributionOf(kind).parameters || about === 'truncate';
  throw new Problem(problem, named ? about : undefined);
}

type Expressions = Record<string, string>;

/** `path` is empty or ends with a dot; expressions found on the way are noted under it. */
function read(spec: Spec, path: string, expressions: Expressions): DistributionValue {
  const { truncate } = spec;
  if (truncate === undefined) return readWhole(spec, path, expressions);
  if (!Array.isArray(truncate) || truncate.length !== 2) {
    throw new Problem('truncate takes two numbers, such as [0, 100]', 'truncate');
  }
  const of = readWhole(spec, `${path}of.`, expressions);
  const limits: Record<string, ParameterValue> = {};
  const type = { type: 'number' } as const;
  for (const [i, name] of (['lo', 'hi'] as const).entries()) {
    const limit = readParameter(type, truncate[i], name, path, expressions, 'truncate');
    if (limit !== null) limits[name] = limit;
  }
  return { kind: 'truncated', parameters: { of, ...limits } };
}

function readWhole(spec: Spec, path: string, expressions: Expressions): DistributionValue {
  const names = Object.keys(spec).filter((key) => !ANNOTATIONS.has(key));
  if (spec.dist === undefined) return readElicited(spec, names, path, expressions);
  const { dist } = spec;
  if (typeof dist !== 'string')
    throw new Problem('dist must be the name of a distribution', 'dist');
  if (!isDistributionKind(dist) || dist === 'truncated') throw unknownKind(dist);
  return { kind: dist, parameters: readParameters(dist, spec, names, path, expressions) };
}

function unknownKind(dist: string): Problem {
  if (dist === 'truncated') {
    return new Problem(
      'dist names the distribution itself; add truncate: [lo, hi] to cut it',
      'dist',
    );
  }
  const kinds = Object.keys(distributions).filter((kind) => kind !== 'truncated');
  const near = nearest(dist, kinds);
  const hint = near === null ? `there are ${kinds.join(', ')}` : `did you mean ${near}?`;
  const named = isName(dist) ? `"${dist}"` : 'of this name';
  return new Problem(`there is no distribution ${named}: ${hint}`, 'dist');
}

/** What looks like no name is text of somebody's own, which messages do not repeat. */
function isName(word: string): boolean {
  return /^[\w-]{1,64}$/.test(word);
}

/** Percentiles without a distribution's name. */
function readElicited(
  spec: Spec,
  names: readonly string[],
  path: string,
  expressions: Expressions,
): DistributionValue {
  const percentiles = names.filter((name) => percentOf(name) !== null);
  if (percentiles.length === 0) {
    const stray = names.length === 0 ? '' : `${names.join(', ')} alone do not say; `;
    throw new Problem(
      `${stray}give a distribution (dist: normal, …) or percentiles (p10, p50, p90)`,
    );
  }
  const own: Expressions = {};
  const parameters = readParameters('metalog', spec, names, path, own);
  Object.assign(expressions, own);
  const [only] = percentiles;
  if (percentiles.length === 1) {
    const message = `${only} alone does not say how uncertain the value is: add another, such as p10 and p90`;
    throw new Problem(message, only);
  }
  if (names.length !== 2) return { kind: 'metalog', parameters };
  const [first, second] = readPercentiles(parameters);
  if (first === undefined || second === undefined) {
    const message =
      'two percentiles must be plain numbers, as their sign decides between normal and lognormal';
    throw new Problem(`${message}: name the distribution, or give a third percentile`, only);
  }
  mustPass({ kind: 'metalog', parameters });
  return fromTwoPercentiles([first.percent, second.percent], [first.x, second.x]);
}

function readParameters(
  kind: string,
  spec: Spec,
  names: readonly string[],
  path: string,
  expressions: Expressions,
): Parameters {
  const known = distributionOf(kind).parameters;
  for (const name of names) {
    if (!Object.hasOwn(known, name)) throw unknownParameter(kind, name);
  }
  const parameters: Record<string, ParameterValue> = {};
  for (const [name, parameter] of Object.entries(known)) {
    if (spec[name] === undefined) {
      if (parameter.default !== undefined) parameters[name] = parameter.default;
      else if (!parameter.optional) throw missing(kind, name);
      continue;
    }
    const value = readParameter(parameter, spec[name], name, path, expressions);
    if (value !== null) parameters[name] = value;
  }
  return parameters;
}

function listOf(kind: string): string {
  if (kind === 'metalog') return 'percentiles p1 … p99, min and max';
  return Object.keys(distributionOf(kind).parameters).join(', ');
}

function missing(kind: string, name: string): Problem {
  return new Problem(`${name} is missing: ${kind} takes ${listOf(kind)}`, name);
}

function unknownParameter(kind: string, name: string): Problem {
  if (/^p\d/.test(name)) {
    const way =
      kind === 'metalog'
        ? 'percentiles are whole numbers from p1 to p99; a hard limit is min or max'
        : `${kind} takes ${listOf(kind)}; percentiles stand without dist, or with dist: metalog`;
    return new Problem(`${name} cannot be used here: ${way}`, name);
  }
  const near = nearest(name, Object.keys(distributionOf(kind).parameters));
  const hint = near === null ? '' : `did you mean ${near}? `;
  return new Problem(
    `${kind} has no ${isName(name) ? name : 'parameter of this name'}: ${hint}it takes ${listOf(kind)}`,
    name,
  );
}

/** One parameter's value; null where it is an expression, which is noted instead. */
function readParameter(
  { type }: Pick<ParameterSpec, 'type'>,
  value: unknown,
  name: string,
  path: string,
  expressions: Expressions,
  shown = name,
): ParameterValue | null {
  if (type === 'number') {
    if (typeof value === 'number') return value;
    if (typeof value !== 'string') {
      throw new Problem(`${shown} must be a number or an expression`, shown);
    }
    expressions[path + name] = value;
    return null;
  }
  if (!Array.isArray(value)) throw new Problem(`${shown} must be a list, such as [1, 2]`, shown);
  const inside = (i: number) => `${path}${name}.${i}`;
  if (type === 'numbers') {
    return value.map((item, i) => readItem(item, `${name}[${i}]`, inside(i), expressions));
  }
  return value.map((item, i) => readComponent(item, `${name}[${i}]`, inside(i), expressions));
}

/** A number of a list; NaN where it is an expression. */
function readItem(item: unknown, shown: string, path: string, expressions: Expressions): number {
  if (typeof item === 'number') return item;
  if (typeof item !== 'string') throw new Problem(`${shown} must be a number or an expression`);
  expressions[path] = item;
  return Number.NaN;
}

/** A component of a mixture: a distribution, or a plain value as a distribution of one atom. */
function readComponent(
  item: unknown,
  shown: string,
  path: string,
  expressions: Expressions,
): DistributionValue {
  if (typeof item === 'number' || typeof item === 'string') {
    const value = readItem(item, shown, `${path}.values.0`, expressions);
    return { kind: 'discrete', parameters: { values: [value], probabilities: [1] } };
  }
  if (typeof item !== 'object' || item === null || Array.isArray(item)) {
    throw new Problem(`${shown} must be a distribution, such as {dist: normal, mean: 0, sd: 1}`);
  }
  try {
    return read(item as Spec, `${path}.`, expressions);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    throw new Problem(`${shown}: ${error.message}`, 'components');
  }
}
