import { cases } from '../fixtures/cases.ts';
import { change } from '../fixtures/change.ts';
import { hiring } from '../fixtures/hiring.ts';
import { pricing } from '../fixtures/pricing.ts';
import { check } from './one-criterion.ts';

const values = (...columns: number[][]) =>
  change(hiring, {
    objective: {
      criteria: (hiring.objective?.criteria ?? []).map((criterion, i) => ({
        ...criterion,
        values: columns[i] ?? [],
      })),
    },
  });

cases(check, {
  triggers: hiring,
  says: ['talent alone decides (weight 50 %)', 'without it Do not hire leads', '3 criteria'],
  severity: 'warning',
  refs: ['criteria.talent'],
  // Two criteria each carry the lead: neither decides alone.
  nearly: values([0.6, 0.5, 0.3], [0.5, 0.45, 0.4], [0.5, 0.5, 0.5]),
  not: pricing,
});
