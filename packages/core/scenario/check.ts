import type { CriterionSpec, PreferenceSpec, Scenario } from '@scenario-sandbox/contract';
import { thresholdsOf } from '../decide/preference.ts';
import { nearest } from '../text/nearest.ts';
import { member, type Problems } from './problems.ts';

/** Finds what the schema cannot say: ids given twice or unknown, weights and scales that make no sense. */
export function checkStructure(scenario: Scenario, problems: Problems): void {
  const { options, criteria = [], constraints = [], objective, risk } = scenario;
  unique(options, 'options', problems);
  unique(criteria, 'criteria', problems);
  unique(constraints, 'constraints', problems);
  if (objective && criteria.length > 0) {
    problems.error(
      'TWO_OBJECTIVES',
      'objective',
      'criteria are given as well; keep one of the two.',
    );
  }
  const optionIds = options.map((option) => option.id);
  for (const [index, criterion] of criteria.entries()) {
    checkCriterion(criterion, member('criteria', index), optionIds, problems);
  }
  checkComparisons(scenario, problems);
  if (risk?.attitude === 'averse' && risk.tolerance === undefined) {
    problems.error(
      'NO_TOLERANCE',
      'risk',
      'attitude averse needs tolerance: the amount R at which an even chance of winning R or losing R/2 is just worth taking.',
    );
  }
}

function unique(items: readonly { id: string }[], path: string, problems: Problems): void {
  const seen = new Set<string>();
  for (const [index, { id }] of items.entries()) {
    if (seen.has(id)) {
      problems.error(
        'REPEATED_ID',
        member(member(path, index), 'id'),
        `${id} is taken by another of the ${path}; choose another.`,
      );
    }
    seen.add(id);
  }
}

function checkCriterion(
  criterion: CriterionSpec,
  path: string,
  optionIds: readonly string[],
  problems: Problems,
): void {
  const { outcome, scores, weight, scale, value } = criterion;
  if ((outcome === undefined) === (scores === undefined)) {
    problems.error(
      'BAD_CRITERION',
      path,
      'give either outcome (a model line) or scores (one for each option).',
    );
  }
  for (const id of Object.keys(scores ?? {})) {
    if (!optionIds.includes(id))
      unknownId(id, optionIds, 'option', member(member(path, 'scores'), id), problems);
  }
  if (typeof weight === 'object' && 'min' in weight && weight.min > weight.max) {
    problems.error(
      'BAD_WEIGHT',
      member(path, 'weight'),
      `min (${weight.min}) is above max (${weight.max}); swap them.`,
    );
  }
  if (scale && scale.worst === scale.best) {
    problems.error(
      'BAD_SCALE',
      member(path, 'scale'),
      'worst and best are the same; they must differ.',
    );
  }
  for (const [index, [x]] of (value ?? []).entries()) {
    const before = value?.[index - 1]?.[0];
    if (before !== undefined && x <= before) {
      problems.error(
        'BAD_VALUE_FUNCTION',
        member(member(path, 'value'), index),
        `outcomes must rise from point to point; ${x} follows ${before}.`,
      );
    }
  }
  if (criterion.preference) {
    checkPreference(criterion.preference, member(path, 'preference'), problems);
  }
}

/** Each preference function has its thresholds, no others, and the two of one in order. */
function checkPreference(preference: PreferenceSpec, path: string, problems: Problems): void {
  const taken = thresholdsOf(preference.function);
  for (const name of ['q', 'p', 's'] as const) {
    const given = preference[name] !== undefined;
    if (taken.includes(name) && !given) {
      problems.error(
        'BAD_PREFERENCE',
        path,
        `${preference.function} needs ${taken.join(' and ')}.`,
      );
      return;
    }
    if (!taken.includes(name) && given) {
      const takes = taken.length > 0 ? `it takes ${taken.join(' and ')}` : 'it takes none';
      const advice = `${preference.function} has no ${name}; ${takes}.`;
      problems.error('BAD_PREFERENCE', member(path, name), advice);
    }
  }
  const { q, p } = preference;
  if (q !== undefined && p !== undefined && q >= p) {
    problems.error('BAD_PREFERENCE', member(path, 'q'), `q (${q}) must be below p (${p}).`);
  }
}

function checkComparisons({ comparisons = [], criteria = [] }: Scenario, problems: Problems): void {
  const ids = criteria.map((criterion) => criterion.id);
  for (const [index, [left, right]] of comparisons.entries()) {
    const path = member('comparisons', index);
    for (const [side, id] of [left, right].entries()) {
      if (!ids.includes(id)) unknownId(id, ids, 'criterion', member(path, side), problems);
    }
    if (left === right)
      problems.error('BAD_COMPARISON', path, `${left} is compared with itself; remove it.`);
  }
  if (comparisons.length > 0 && criteria.every(({ weight }) => weight === undefined)) {
    checkLinks(ids, comparisons, problems);
  }
}

/** Comparisons make weights of all criteria where they link them all. */
function checkLinks(
  ids: readonly string[],
  comparisons: readonly (readonly [string, string, number])[],
  problems: Problems,
): void {
  const linked = new Set(ids.slice(0, 1));
  for (const _ of ids) {
    for (const [left, right] of comparisons) {
      if (linked.has(left)) linked.add(right);
      if (linked.has(right)) linked.add(left);
    }
  }
  const apart = ids.filter((id) => !linked.has(id));
  if (apart.length === 0) return;
  problems.error(
    'BAD_COMPARISON',
    'comparisons',
    `nothing links ${apart.join(', ')} with ${[...linked].join(', ')}; compare one of them with one of the others.`,
  );
}

function unknownId(
  id: string,
  known: readonly string[],
  what: string,
  path: string,
  problems: Problems,
): void {
  const near = nearest(id, known);
  const list = known.length > 0 ? `known are ${known.join(', ')}.` : 'there are none.';
  problems.error(
    'UNKNOWN_ID',
    path,
    `there is no ${what} ${id}; ${near ? `did you mean ${near}?` : list}`,
    near ? { hint: near } : {},
  );
}
