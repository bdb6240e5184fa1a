import type { Scenario } from '@scenario-sandbox/contract';
import { distributionOf } from '../../distributions/registry.ts';
import type { DistributionValue, ParameterValue } from '../../distributions/types.ts';
import { member, type Problems } from '../../scenario/problems.ts';
import { nearest } from '../../text/nearest.ts';
import type { Body } from '../definitions.ts';
import type { Scope } from '../scope.ts';
import { cholesky } from './cholesky.ts';
import { type Pair, pearsonMatrix } from './pearson.ts';
import { suggestCorrelations } from './suggest.ts';

/** How a correlated variable's normal score is mixed from independent ones, its own last. */
export type Mix = readonly { readonly source: string; readonly weight: number }[];

/**
 * Correlations
 *
 * Variables move together by the rank correlations (Spearman) that are stated, each keeping its own
 * distribution: their normal scores are drawn from one joint normal distribution with correlations
 * of 2 sin(π ρ / 6), a Gaussian copula. Pairs that are not stated have none. Correlations that
 * cannot hold together are refused, and the nearest ones that can are shown.
 *
 * Valid when: The variables are continuous and drawn once, not in every period. Extremes of two
 * variables then meet less often than where everything falls together in a crisis: a common cause
 * is better written as a variable that both read.
 *
 * Source: Nelsen, An Introduction to Copulas (2006), §2.3; Pearson, Mathematical Contributions to
 * the Theory of Evolution XVI (1907), for the constant; Higham, Computing the Nearest Correlation
 * Matrix (2002).
 */
export function correlationMixes(
  scenario: Scenario,
  scopes: readonly Scope[],
  problems: Problems,
): Map<string, Mix> {
  const pairs = readPairs(scenario, scopes, problems);
  const mixes = new Map<string, Mix>();
  for (const group of groupsOf(pairs)) {
    const lower = cholesky(pearsonMatrix(group, pairs));
    if (lower === null) {
      problems.error('BAD_CORRELATION', 'correlations', suggestCorrelations(group, pairs));
      continue;
    }
    for (const [i, name] of group.entries()) {
      const weights = lower[i] ?? [];
      const terms = weights.map((weight, j) => ({ source: group[j] ?? name, weight }));
      mixes.set(
        name,
        terms.filter((term) => term.weight !== 0),
      );
    }
  }
  return mixes;
}

function readPairs(scenario: Scenario, scopes: readonly Scope[], problems: Problems): Pair[] {
  const pairs: Pair[] = [];
  const seen = new Set<string>();
  for (const [index, { between, spearman }] of (scenario.correlations ?? []).entries()) {
    const path = member(member('correlations', index), 'between');
    const [left, right] = [...between].sort() as [string, string];
    const fit = [left, right].map((name) => canCorrelate(name, path, scopes, problems));
    if (left === right)
      problems.error(
        'BAD_CORRELATION',
        path,
        `${left} is correlated with itself; name two variables.`,
      );
    else if (seen.has(`${left} ${right}`))
      problems.error(
        'BAD_CORRELATION',
        path,
        `${left} and ${right} have a correlation already; keep one.`,
      );
    else if (fit.every(Boolean)) pairs.push({ left, right, spearman });
    seen.add(`${left} ${right}`);
  }
  return pairs;
}

function canCorrelate(
  name: string,
  path: string,
  scopes: readonly Scope[],
  problems: Problems,
): boolean {
  const bodies = scopes.flatMap((scope) => scope.definitions.get(name) ?? []);
  if (bodies.length === 0) {
    const near = nearest(name, new Set(scopes.flatMap((scope) => [...scope.definitions.keys()])));
    const advice = near ? `did you mean ${near}?` : 'name two variables.';
    problems.error('UNKNOWN_NAME', path, `${name} is not defined; ${advice}`, {
      ...(near && { hint: near }),
    });
    return false;
  }
  const reason = obstacle(bodies.map((definition) => definition.body));
  if (reason !== null) problems.error('BAD_CORRELATION', path, `${name} ${reason}`);
  return reason === null;
}

/** Why a variable cannot be correlated, or null. What is fixed in some options may be drawn in others. */
function obstacle(bodies: readonly Body[]): string | null {
  if (bodies.some((body) => body.kind === 'broken')) return null;
  const drawn = bodies.filter((body) => body.kind === 'distribution');
  if (drawn.length === 0) {
    const fixed = bodies.every(
      (body) => body.kind === 'expression' && body.written.expression.kind === 'number',
    );
    return fixed
      ? 'is a fixed number, so nothing can move with it; give it a distribution.'
      : 'is computed; correlate the uncertain variables that it is computed from.';
  }
  if (drawn.some((body) => body.distribution.perPeriod)) {
    return 'is drawn in every period (per: period), which correlations do not reach; draw it once, or let both read a common variable.';
  }
  const discrete = drawn.find((body) => isDiscrete(body.distribution));
  if (discrete === undefined) return null;
  return `is discrete (${discrete.distribution.kind}), and ties have no rank correlation; let its probability hang on a common variable instead.`;
}

/** Whether a distribution, or what it is made of, has values of a probability of their own. */
function isDiscrete({ kind, parameters }: DistributionValue): boolean {
  const parts = Object.values(parameters).flatMap((parameter: ParameterValue) => {
    if (typeof parameter === 'number') return [];
    return ('kind' in parameter ? [parameter] : [...parameter]).filter(
      (part) => typeof part === 'object',
    );
  });
  return distributionOf(kind).discrete || parts.some(isDiscrete);
}

/** Connected sets of variables, each in the order of names, so that no order in the file matters. */
function groupsOf(pairs: readonly Pair[]): string[][] {
  const neighbours = new Map<string, string[]>();
  for (const { left, right } of pairs) {
    neighbours.set(left, [...(neighbours.get(left) ?? []), right]);
    neighbours.set(right, [...(neighbours.get(right) ?? []), left]);
  }
  const groups: string[][] = [];
  const done = new Set<string>();
  for (const start of [...neighbours.keys()].sort()) {
    if (done.has(start)) continue;
    const group: string[] = [];
    const queue = [start];
    for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
      if (done.has(name)) continue;
      done.add(name);
      group.push(name);
      queue.push(...(neighbours.get(name) ?? []));
    }
    groups.push(group.sort());
  }
  return groups;
}
