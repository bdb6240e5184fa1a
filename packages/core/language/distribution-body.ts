import { readDistribution } from '../distributions/read.ts';
import type { Parameters } from '../distributions/types.ts';
import { member, type Problems } from '../scenario/problems.ts';
import { GraphBuilder } from './builder.ts';
import { lower } from './lower.ts';
import { readingOf } from './references.ts';
import { readQuantity, type Written } from './written.ts';

/** A distribution as written. `expressions` stand at their paths in `parameters`, as `nestPaths` reads them. */
export interface WrittenDistribution {
  readonly kind: string;
  readonly parameters: Parameters;
  readonly expressions: ReadonlyMap<string, Written>;
  readonly perPeriod: boolean;
}

type Spec = Readonly<Record<string, unknown>>;

/** Keys whose text is a name or prose, not an expression. */
const TEXTS = new Set(['dist', 'unit', 'source', 'note', 'label', 'per']);

/** Reads the distribution of a variable; null where it cannot be read, with problems that say why. */
export function readDistributionBody(
  spec: Spec,
  path: string,
  problems: Problems,
): WrittenDistribution | null {
  const before = problems.list.length;
  const settled = settleMap(spec, path, problems);
  if (problems.list.length > before) return null;
  const read = readDistribution(settled);
  if ('problem' in read) {
    const place = read.parameter === undefined ? path : member(path, read.parameter);
    const end = read.problem.endsWith('?') ? '' : '.';
    problems.error('BAD_DISTRIBUTION', place, `${read.problem}${end}`);
    return null;
  }
  const expressions = new Map<string, Written>();
  for (const [at, text] of Object.entries(read.expressions)) {
    const written = readQuantity(text, sourcePath(path, at), problems);
    if (written) expressions.set(at, written);
  }
  const { kind, parameters } = read;
  return { kind, parameters, expressions, perPeriod: spec.per === 'period' };
}

/** The same with every expression that reads no names made its number: `80_000`, `2 * 40`. */
function settleMap(spec: Spec, path: string, problems: Problems): Spec {
  return Object.fromEntries(
    Object.entries(spec).map(([key, value]) => [
      key,
      TEXTS.has(key) ? value : settle(value, member(path, key), problems),
    ]),
  );
}

function settle(value: unknown, path: string, problems: Problems): unknown {
  if (typeof value === 'string') return settleText(value, path, problems);
  if (Array.isArray(value)) {
    return value.map((item, index) => settle(item, member(path, index), problems));
  }
  if (typeof value === 'object' && value !== null) return settleMap(value as Spec, path, problems);
  return value;
}

function settleText(text: string, path: string, problems: Problems): number | string {
  const written = readQuantity(text, path, problems);
  if (written === null) return text;
  const { references, periodCalls } = readingOf(written.expression);
  if (references.length > 0 || periodCalls.length > 0) return text;
  const builder = new GraphBuilder();
  return builder.valueOf(lower(written, { builder, nodes: new Map(), problems })) ?? text;
}

/** Where a parameter stands in the scenario: `of.mean` is `mean`, `lo` is `truncate[0]`, `values.2` is `values[2]`. */
function sourcePath(path: string, at: string): string {
  let place = path;
  for (const step of at.split('.')) {
    if (step === 'of') continue;
    if (step === 'lo' || step === 'hi')
      place = member(member(place, 'truncate'), step === 'lo' ? 0 : 1);
    else place = member(place, /^\d+$/.test(step) ? Number(step) : step);
  }
  return place;
}
