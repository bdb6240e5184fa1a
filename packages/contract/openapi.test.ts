import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { buildOpenapi } from './openapi.ts';
import { gatewayOperations } from './operations.ts';

const golden = join(import.meta.dirname, '../../docs/openapi.json');
const root = JSON.parse(
  await readFile(join(import.meta.dirname, '../../package.json'), 'utf8'),
) as { version: string };
const document = buildOpenapi(root.version);

test('docs/openapi.json is what the schemas say (UPDATE_GOLDEN=1 rewrites it)', async () => {
  const text = `${JSON.stringify(document, null, 2)}\n`;
  if (process.env.UPDATE_GOLDEN) await writeFile(golden, text);
  expect(text).toBe(await readFile(golden, 'utf8'));
});

test('every reference leads somewhere, and none to a file', () => {
  const text = JSON.stringify(document);
  const references = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1] ?? '');
  expect(references.length).toBeGreaterThan(20);
  for (const reference of references) {
    const found = reference
      .slice(2)
      .split('/')
      .reduce<unknown>((node, key) => (node as Record<string, unknown>)?.[key], document);
    expect(found, reference).toBeTypeOf('object');
  }
  expect(text).not.toContain('"$id"');
});

describe.each(gatewayOperations.map((each) => [`${each.method} ${each.path}`, each] as const))(
  '%s',
  (_name, { path, params, answers }) => {
    test('says its path parameters and its answers', () => {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      expect(Object.keys(params?.properties ?? {})).toEqual(inPath);
      for (const [status, { description }] of Object.entries(answers)) {
        expect(status).toMatch(/^[2345]\d\d$/);
        expect(description).not.toBe('');
      }
    });
  },
);

test('operations have ids of their own', () => {
  const ids = [...JSON.stringify(document).matchAll(/"operationId":"([^"]+)"/g)].map((m) => m[1]);
  expect(new Set(ids).size).toBe(gatewayOperations.length);
});
