import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { catalogue } from './catalogue.ts';
import { checks } from './registry.ts';

const files = readdirSync(new URL('.', import.meta.url));
const shared = ['registry.ts', 'criteria.ts', 'catalogue.ts'];

test('every file of a check is in the registry, and tested', () => {
  const written = files.filter((name) => !name.endsWith('.test.ts') && !shared.includes(name));
  expect(checks).toHaveLength(written.length);
  for (const name of written) expect(files).toContain(name.replace('.ts', '.test.ts'));
});

test('codes are unique', () => {
  expect(new Set(checks.map(({ code }) => code)).size).toBe(checks.length);
});

describe.each(checks.map((check) => [check.code, check] as const))(
  '%s',
  (code, { title, ground }) => {
    test('names what it looks for and what it rests on', () => {
      expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
      expect(title).toMatch(/^[A-Z]/);
      expect(ground).toMatch(/\d{4}/);
    });
  },
);

test('the page in docs lists them as they are', () => {
  const page = new URL('../../../../docs/critique.md', import.meta.url);
  if (process.env.UPDATE_GOLDEN) writeFileSync(page, catalogue());
  expect(readFileSync(page, 'utf8')).toBe(catalogue());
});
