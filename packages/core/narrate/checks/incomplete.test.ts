import { expect, test } from 'vitest';
import { cases } from '../fixtures/cases.ts';
import { change } from '../fixtures/change.ts';
import { hiring } from '../fixtures/hiring.ts';
import { pricing } from '../fixtures/pricing.ts';
import { check, missingParts } from './incomplete.ts';

const prose = change(pricing, {
  frame: {
    incomplete: 'nothing to rank by',
    inputs: [],
    scenario: {
      ...{ variables: undefined, model: undefined, objective: undefined },
      options: [
        { id: 'usage', name: 'Usage-based', pros: ['fair'], cons: ['hard to foresee'] },
        { id: 'freemium', name: 'Freemium' },
      ],
    },
  },
});

cases(check, {
  triggers: prose,
  says: ['Three options', 'with 2 pros and cons', 'an objective or criteria to judge by'],
  severity: 'serious',
  refs: ['criteria', 'variables', 'model'],
  nearly: change(prose, { frame: { incomplete: null } }),
  not: hiring,
});

test('only what is missing is asked for', () => {
  expect(missingParts(prose.frame)).toHaveLength(3);
  expect(missingParts(hiring.frame)).toEqual([]);
  const unjudged = change(pricing, { frame: { scenario: { objective: undefined } } });
  expect(missingParts(unjudged.frame)).toEqual(['an objective or criteria to judge by']);
});
