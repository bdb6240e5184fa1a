import { expect, test } from 'vitest';
import { cases, runCheck } from '../fixtures/cases.ts';
import { change } from '../fixtures/change.ts';
import { hiring } from '../fixtures/hiring.ts';
import { input, pricing } from '../fixtures/pricing.ts';
import { check } from './unit-mismatch.ts';

const inputs = (...built: ReturnType<typeof input>[]) =>
  change(pricing, { frame: { inputs: built } });

cases(check, {
  triggers: inputs(input('growth', 0.2, 0.05, { unit: '1/year' })),
  says: ['growth is per year while the model steps by month', 'factor of 12'],
  severity: 'warning',
  refs: ['variables.growth'],
  nearly: inputs(input('growth', 0.2, 0.05, { unit: '1/months' })),
  not: hiring,
});

test('one name in two units', () => {
  const two = inputs(
    input('price', 30, 5, { unit: 'EUR', shared: false, options: ['usage'] }),
    input('price', 30, 5, { unit: 'USD', shared: false, options: ['freemium'] }),
  );
  expect(runCheck(check, two)).toMatchObject([
    { message: expect.stringContaining('EUR for one option and in USD for another') },
  ]);
});

test('a criterion in another unit than its outcome', () => {
  const criteria = (unit: string) =>
    change(pricing, {
      frame: {
        scenario: { criteria: [{ id: 'value', direction: 'maximise', outcome: 'npv', unit }] },
      },
    });
  expect(runCheck(check, criteria('kEUR'))).toMatchObject([{ refs: ['criteria.value'] }]);
  expect(runCheck(check, criteria('eur '))).toEqual([]);
});

test('a fraction called %', () => {
  expect(runCheck(check, inputs(input('margin', 0.3, 0.05, { unit: '%' })))).toHaveLength(1);
  expect(runCheck(check, inputs(input('margin', 30, 5, { unit: '%' })))).toEqual([]);
});
