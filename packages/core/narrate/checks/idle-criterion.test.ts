import { cases } from '../fixtures/cases.ts';
import { change } from '../fixtures/change.ts';
import { hiring } from '../fixtures/hiring.ts';
import { pricing } from '../fixtures/pricing.ts';
import { check } from './idle-criterion.ts';

const costs = (values: number[]) =>
  change(hiring, {
    objective: {
      criteria: (hiring.objective?.criteria ?? []).map((criterion) =>
        criterion.id === 'cost' ? { ...criterion, values } : criterion,
      ),
    },
  });

cases(check, {
  triggers: costs([0.52, 0.53, 0.525]),
  says: [
    'cost cannot change the answer',
    '0.3 points',
    'weight 30 %',
    'Berlin leads Lisbon by 9.1',
  ],
  severity: 'info',
  refs: ['criteria.cost'],
  nearly: costs([0.52, 0.55, 0.53]),
  not: pricing,
});
