import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { functions, type LanguageFunction } from './functions.ts';
import { languageReference } from './reference.ts';
import { problemsOf, samplesOf } from './testing.ts';

const periods = { count: 3, rate: 0.1 };
const entries: [string, LanguageFunction][] = Object.entries(functions);

describe.each(entries)('%s', (name, { usage, arity, example, overPeriods }) => {
  test('its example is true', () => {
    const [expression, value] = example;
    expect(samplesOf({ periods, model: { x: expression } }, 'x')[0]).toBeCloseTo(value, 10);
    expect(expression).toContain(`${name}(`);
  });

  test('its usage shows as many arguments as it takes', () => {
    const counts = [...usage.matchAll(/\(([^)]*)\)/g)].map(
      ([, args = '']) => args.split(',').length,
    );
    if (usage.includes('…')) expect(arity[1]).toBeGreaterThan(arity[0]);
    else expect([Math.min(...counts), Math.max(...counts)]).toEqual([...arity]);
  });

  test('it takes no fewer and no more', () => {
    const call = (count: number) => `${name}(${Array(count).fill('1').join(', ')})`;
    const codes = (x: string) => problemsOf({ periods, model: { x } }).map(({ code }) => code);
    expect(codes(call(arity[0] - 1))).toEqual(['SYNTAX']);
    expect(codes(call(arity[1] + 1))).toEqual(['SYNTAX']);
    expect(codes(call(arity[0]))).toEqual([]);
    expect(codes(call(arity[1]))).toEqual([]);
  });

  test('it needs periods if it works over them, and only then', () => {
    const [expression] = example;
    const codes = problemsOf({ model: { x: expression } }).map(({ code }) => code);
    expect(codes.includes('NEEDS_PERIODS')).toBe(overPeriods === true);
  });
});

test('docs/language.md is what the functions say; UPDATE_GOLDEN=1 writes it anew', () => {
  const page = new URL('../../../docs/language.md', import.meta.url);
  if (process.env.UPDATE_GOLDEN) writeFileSync(page, languageReference());
  expect(readFileSync(page, 'utf8')).toBe(languageReference());
});
