import { cases } from '../fixtures/cases.ts';
import { change } from '../fixtures/change.ts';
import { hiring } from '../fixtures/hiring.ts';
import { pricing } from '../fixtures/pricing.ts';
import { check } from './unused.ts';

cases(check, {
  triggers: change(pricing, { frame: { unused: ['users', 'npv'] } }),
  says: ['users and npv reach no outcome (npv and customers end)', 'two lines'],
  severity: 'warning',
  refs: ['variables.users', 'model.npv'],
  nearly: pricing,
  not: hiring,
});
