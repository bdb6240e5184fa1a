import fc from 'fast-check';
import { expect, test } from 'vitest';
import { equalUnits, multiply, parseUnit, power, printUnit } from './unit.ts';

test.each([
  ['EUR', 'EUR'],
  ['€', '€'],
  ['1', '1'],
  ['%', '1'],
  ['Share', '1'],
  ['1/month', '1/month'],
  ['% / month', '1/month'],
  ['EUR per user per month', 'EUR/month/user'],
  ['EUR/user/month', 'EUR/month/user'],
  ['users * EUR / users', 'EUR'],
  ['months', 'month'],
  ['class', 'class'],
  ['gas', 'gas'],
  ['kg/m^2', 'kg/m^2'],
  ['m^2*m^-1', 'm'],
  ['story points', 'story point'],
  ['kWh·year', 'kWh*year'],
])('%s is %s', (text, expected) => {
  const unit = parseUnit(text);
  expect(unit && printUnit(unit)).toBe(expected);
});

test.each(['', '/', 'EUR/', '*EUR', '(EUR', '3 EUR', 'EUR//month', 'm^x', '2'])(
  '%j is no unit',
  (text) => {
    expect(parseUnit(text)).toBeNull();
  },
);

const symbols = fc.dictionary(
  fc.constantFrom('EUR', 'user', 'month', 'kg'),
  fc.integer({ min: -3, max: 3 }).filter((exponent) => exponent !== 0),
);
const unit = symbols.map((powers) => new Map(Object.entries(powers)));

test('units form a group, and print as they are read', () => {
  fc.assert(
    fc.property(unit, unit, (left, right) => {
      expect(equalUnits(multiply(left, right), multiply(right, left))).toBe(true);
      expect(printUnit(multiply(multiply(left, right), power(right, -1)))).toBe(printUnit(left));
      const read = parseUnit(printUnit(left));
      expect(read && equalUnits(read, left)).toBe(true);
    }),
    { seed: 1 },
  );
});
