import type { Scenario } from '@scenario-sandbox/contract';
import { distributions, isDistributionKind } from '../distributions/registry.ts';
import type { ParameterSpec } from '../distributions/types.ts';
import { canonicalise } from '../text/canonical.ts';
import { sha256Hex } from '../text/hash.ts';

/**
 * Content hash of a scenario, 64 hexadecimal digits. The order of keys, YAML or JSON, and whether a
 * default is written out make no difference; every word that a reader would see does.
 */
export function scenarioHash(scenario: Scenario): string {
  return sha256Hex(scenarioText(scenario));
}

/** What the content hash is taken of: canonical JSON without what makes no difference. */
export function scenarioText(scenario: Scenario): string {
  return canonicalise(normalised(scenario));
}

function normalised(scenario: Scenario): Record<string, unknown> {
  const { context, sampler, risk, ...rest } = scenario;
  return pruned({
    ...rest,
    // Free content is taken as it is.
    ...(context && Object.keys(context).length > 0 && { context }),
    ...(sampler !== 'sobol' && { sampler }),
    ...(risk?.attitude !== 'neutral' && { risk }),
    variables: mapValues(rest.variables, plainVariable),
    model: mapValues(rest.model, plainValue),
    options: rest.options.map((option) =>
      pruned({ ...option, set: mapValues(option.set, plainVariable) }),
    ),
    criteria: rest.criteria?.map((criterion) =>
      pruned({ ...criterion, scores: mapValues(criterion.scores, plainVariable) }),
    ),
  });
}

function mapValues<T>(
  record: Readonly<Record<string, T>> | undefined,
  change: (value: T) => unknown,
): Record<string, unknown> | undefined {
  if (record === undefined) return undefined;
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

/** `{ value: 3 }` says what `3` says. */
function plainValue(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, member]) => !isEmpty(member));
  const [only] = entries;
  return entries.length === 1 && only?.[0] === 'value' ? only[1] : Object.fromEntries(entries);
}

function plainVariable(spec: unknown): unknown {
  const plain = plainValue(spec);
  if (typeof plain !== 'object' || plain === null || !('dist' in plain)) return plain;
  const kind = String(plain.dist);
  const known: Readonly<Record<string, ParameterSpec>> = isDistributionKind(kind)
    ? distributions[kind].parameters
    : {};
  return Object.fromEntries(
    Object.entries(plain).filter(
      ([key, value]) => !Object.hasOwn(known, key) || known[key]?.default !== value,
    ),
  );
}

/** Without what is empty. */
function pruned(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => !isEmpty(value)));
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === '') return true;
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
