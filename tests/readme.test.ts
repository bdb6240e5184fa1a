import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sandbox } from './product.ts';

const file = new URL('../README.md', import.meta.url);
const BLOCK = /(<!-- output: npx sandbox run demo, to "Rules" -->\n```\n)[\s\S]*?(```)/;

test('README shows what "sandbox run demo" prints (UPDATE_GOLDEN=1 rewrites it)', async () => {
  const { stdout } = await sandbox('run', 'demo');
  const shown = stdout.slice(0, stdout.indexOf('\nRules\n'));
  const readme = readFileSync(file, 'utf8');
  const expected = readme.replace(BLOCK, (_, begin, end) => `${begin}${shown}${end}`);
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(file, expected);
  expect(shown.length).toBeGreaterThan(500);
  expect(readFileSync(file, 'utf8')).toBe(expected);
});
