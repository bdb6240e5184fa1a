import { readFileSync, writeFileSync } from 'node:fs';
import { analyses } from '@scenario-sandbox/core/decide/registry.ts';
import { distributions } from '@scenario-sandbox/core/distributions/registry.ts';
import { expect, test } from 'vitest';
import { methodNames, methodOf, methodsPage } from './methods-page.ts';

const path = new URL('../docs/methods.md', import.meta.url);

test('docs/methods.md is what the docstrings say; UPDATE_GOLDEN=1 rewrites it', () => {
  const written = methodsPage();
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(path, written);
  expect(readFileSync(path, 'utf8')).toBe(written);
});

test.each(methodNames)(
  '%s says what it computes, when it is valid, where it comes from',
  (name) => {
    const { title, computes, validWhen, source } = methodOf(name);
    const texts = [title, ...computes, validWhen, source];
    expect(computes.length).toBeGreaterThan(0);
    expect(texts.filter((text) => text.length < 5)).toEqual([]);
    for (const text of texts) expect(methodsPage()).toContain(text);
  },
);

test.each(Object.keys(distributions))('the distribution %s is on the page', (kind) => {
  expect(methodsPage()).toContain(kind === 'truncated' ? '`truncate: ' : `\`{ dist: ${kind}, `);
});

test('every analysis is among them', () => {
  const runs = Object.values(analyses).map(({ run }) => run.name);
  expect(methodNames).toEqual(expect.arrayContaining(runs));
});

test('a function without such a docstring is no method', () => {
  expect(() => methodOf('wilson')).toThrow('wilson has no docstring');
});
