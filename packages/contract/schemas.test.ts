import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Lint, Report, Scenario } from './index.ts';

/** The published JSON Schemas, for editors and for other programs. */
const published = { 'scenario.v1': Scenario, 'report.v1': Report, 'lint.v1': Lint };

test.each(Object.entries(published))(
  'docs/schema/%s.json is what the contract says',
  (name, schema) => {
    const file = new URL(`../../docs/schema/${name}.json`, import.meta.url);
    const dialect = 'https://json-schema.org/draft/2020-12/schema';
    const text = `${JSON.stringify({ $schema: dialect, ...schema, $id: name }, null, 2)}\n`;
    if (process.env.UPDATE_GOLDEN === '1') writeFileSync(file, text);
    expect(readFileSync(file, 'utf8')).toBe(text);
  },
);
