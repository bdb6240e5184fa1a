import { cases } from '../fixtures/cases.ts';
import { change } from '../fixtures/change.ts';
import { hiring } from '../fixtures/hiring.ts';
import { pricing } from '../fixtures/pricing.ts';
import { check } from './deterministic.ts';

cases(check, {
  triggers: change(pricing, { frame: { inputs: [] } }),
  says: [
    'Nothing in “Which pricing model next year?” is uncertain',
    'users = 2,800 users',
    '20000',
  ],
  severity: 'serious',
  refs: ['variables.users'],
  nearly: change(pricing, { frame: { inputs: pricing.frame.inputs.slice(0, 1) } }),
  not: hiring,
});
