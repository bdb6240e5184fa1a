import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { errorCodes, errors, isErrorCode } from './errors.ts';

const page = await readFile(join(import.meta.dirname, '../../docs/errors.md'), 'utf8');

test('docs/errors.md lists every code once, as it is, and no other', () => {
  const rows = [...page.matchAll(/^\| `([A-Z_]+)` \| (\d+) \| (yes|no) \|/gm)];
  const listed = rows.map(([, code, status, again]) => [code, Number(status), again === 'yes']);
  expect(listed).toEqual(
    errorCodes.map((code) => [code, errors[code].status, errors[code].retryable]),
  );
});

test('codes are told from other words', () => {
  expect(errorCodes.every(isErrorCode)).toBe(true);
  for (const other of ['', 'bad_input', 'toString', null, 400])
    expect(isErrorCode(other)).toBe(false);
});
