import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { methodsDocument } from './methods.ts';
import { analyses, foundations } from './registry.ts';

const path = fileURLToPath(new URL('../../../docs/methods.md', import.meta.url));

test('docs/methods.md is what the registry says; UPDATE_GOLDEN=1 rewrites it', () => {
  const written = methodsDocument();
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(path, written);
  expect(readFileSync(path, 'utf8')).toBe(written);
});

test.each(Object.entries({ ...foundations, ...analyses }))(
  '%s is described in full',
  (name, note) => {
    for (const text of [note.title, note.summary, note.validWhen, note.source]) {
      expect(text.length).toBeGreaterThan(5);
    }
    expect(methodsDocument()).toContain(`(\`${name}\`)`);
  },
);
