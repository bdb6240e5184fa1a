import { expect, test } from 'vitest';
import { run } from './product.ts';

/** A machine has the Node it has; the entry finds the one that the project pins. */
test('the command line starts under the machine’s own Node', async () => {
  const outside = (process.env.PATH ?? '')
    .split(':')
    .filter((folder) => !folder.includes('node_modules'))
    .join(':');
  const { code, stdout, stderr } = await run('node', ['apps/cli/bin/sandbox.js', '--version'], {
    PATH: outside,
  });
  expect(stderr).toBe('');
  expect({ code, stdout }).toEqual({ code: 0, stdout: '0.1.0\n' });
});
