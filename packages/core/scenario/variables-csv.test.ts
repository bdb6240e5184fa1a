import { expect, test } from 'vitest';
import { readVariables } from './variables-csv.ts';

test('rows become variables', () => {
  const text =
    '\uFEFFname,P10,p50,p90,unit,source\r\nchurn,0.02,0.04,0.07,1/month,"CRM, ""2025"""\r\n' +
    'capex,80e3,,260e3,EUR,\r\n\r\nseats,,9,,,\r\n';
  expect(readVariables(text)).toEqual({
    variables: {
      churn: { p10: 0.02, p50: 0.04, p90: 0.07, unit: '1/month', source: 'CRM, "2025"' },
      capex: { p10: 80_000, p90: 260_000, unit: 'EUR' },
      seats: { value: 9 },
    },
    problems: [],
  });
});

test.each([
  ['', 'SYNTAX', 1],
  ['name,p10,best', 'UNKNOWN_KEY', 1],
  ['p10,p90\n1,2', 'UNKNOWN_KEY', 1],
  ['name,p10,p90\na b,1,2', 'BAD_NAME', 2],
  ['name,p50\na,1\n"a",2', 'REPEATED_KEY', 3],
  ['name,p10,p90\na,1,', 'MISSING', 2],
  ['name,p10,p90\na,one,2', 'BAD_VALUE', 2],
  ['name,p10,p90\na,0x10,20', 'BAD_VALUE', 2],
  ['name,p10,p50,p90\na,1,3,2', 'BAD_VALUE', 2],
  ['name,p10,p90\na,1,1e999', 'BAD_VALUE', 2],
  ['name,source,p50\na,"two\nlines",1\nb b,,1', 'BAD_NAME', 4],
  ['name,p50\n"open,1', 'BAD_NAME', 2],
  ['name,p50\n__proto__,1\n__proto__,2', 'REPEATED_KEY', 3],
])('%j: %s in line %i', (text, code, line) => {
  expect(readVariables(text).problems).toMatchObject([{ code, line, severity: 'error' }]);
});

test('a table as long as a scenario never is', () => {
  const text = `name,p50\n${Array.from({ length: 2_001 }, (_, index) => `x${index},1\n`).join('')}`;
  expect(readVariables(text).problems).toMatchObject([{ code: 'TOO_LARGE' }]);
});
