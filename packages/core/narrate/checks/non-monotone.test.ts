import { cases } from '../fixtures/cases.ts';
import { change } from '../fixtures/change.ts';
import { hiring } from '../fixtures/hiring.ts';
import { pricing } from '../fixtures/pricing.ts';
import { check } from './non-monotone.ts';

const bent = (variable: string) =>
  change(pricing, {
    tornado: pricing.tornado.map((bar) => ({ ...bar, monotone: bar.variable !== variable })),
  });

cases(check, {
  triggers: bent('price'),
  says: ['npv of Usage-based', 'price', '€22 to €44', '€880 k and €1.69 m'],
  severity: 'info',
  refs: ['variables.price'],
  // Capex explains 2 % of the spread: its bend does not matter.
  nearly: bent('capex'),
  not: hiring,
});
