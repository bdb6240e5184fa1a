import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

/** A process of its own that opens a database, asks it often, and says the most memory it held, in kB. */
const program = `
  const { openStore } = await import('${new URL('open.ts', import.meta.url).href}');
  const database = await openStore({ databaseUrl: null, dataDir: null });
  for (let i = 0; i < 300; i += 1) await database.query('SELECT $1::int + 1 AS next', [i]);
  await database.close();
  console.log(process.resourceUsage().maxRSS);
`;

test('opening the embedded database and asking it takes less than 800 MB', () => {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', program],
    { encoding: 'utf8' },
  );
  expect(stderr).toBe('');
  expect(Number(stdout) / 1000).toBeLessThan(800);
});
