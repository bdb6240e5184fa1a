import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Compare, Sweep } from '@scenario-sandbox/contract';
import { expect, test } from 'vitest';
import { sandbox } from '../product.ts';

/** The command line's sweep and compare, which need no server, and jobs, which does. */

test('sandbox sweep prints one document, or a table, or what a person wants to know', async () => {
  const args = ['sweep', 'demo', '--vary', 'uplift=3:6:3', '--samples', '300', '--seed', '0'];
  const json = await sandbox(...args, '--json');
  expect(json.code).toBe(0);
  const sweep = JSON.parse(json.stdout) as Sweep;
  expect(sweep).toMatchObject({ schema: 'sweep.v1', total: 3, done: 3, seed: 0 });
  expect(sweep.runs.map(({ values }) => values.uplift)).toEqual([3, 4.5, 6]);
  const csv = await sandbox(...args, '--csv');
  expect(csv.stdout.trim().split('\r\n')).toHaveLength(4);
  const bare = await sandbox(...args, '--parquet');
  expect([bare.code, bare.stderr]).toEqual([2, expect.stringContaining('--output FILE')]);
  const text = await sandbox(...args);
  expect(text.stdout).toContain('3 of 3 runs of demo');
  expect(text.stderr).toContain('3 of 3 runs');
}, 60_000);

test('a larger sweep is made on threads, and its bytes are those of one', async () => {
  const args = ['sweep', 'demo', '--vary', 'uplift=3:6:9', '--samples', '60000', '--json'];
  const [two, one] = await Promise.all([sandbox(...args), sandbox(...args, '--threads', '1')]);
  expect(two.code).toBe(0);
  expect(two.stdout === one.stdout, 'the same bytes').toBe(true);
  expect(two.stderr.trim().split('\n').at(-1)).toBe('9 of 9 runs');
}, 60_000);

test('sandbox sweep says where another option is recommended, and of samples that are no number', async () => {
  const args = ['sweep', 'saas-pricing', '--vary', 'churn=0.01:0.08:20', '--samples', '300'];
  const { stdout } = await sandbox(...args);
  expect(stdout).toMatch(
    /^where churn is (below|above) 0\.\d+: another option than [A-Z].* in \d+ % of the runs, which are \d+ % of all such runs$/m,
  );
  const folder = await mkdtemp(join(tmpdir(), 'sandbox-sweep-'));
  const file = join(folder, 'roots.json');
  const roots = {
    ...{ schema: 'scenario.v1', id: 'roots', title: 'Roots', options: [{ id: 'a' }, { id: 'b' }] },
    variables: { x: { dist: 'normal', mean: 'middle', sd: 1 }, middle: 5 },
    model: { root: 'sqrt(x)' },
    objective: { maximise: 'root' },
  };
  await writeFile(file, JSON.stringify(roots));
  const broken = await sandbox('sweep', file, '--vary', 'middle=0,50', '--samples', '500');
  await rm(folder, { recursive: true });
  expect(broken.stdout).toContain('! samples of 1 run are no finite number');
}, 60_000);

test('sandbox compare says what differs in one sentence first', async () => {
  const same = await sandbox('compare', 'demo', 'demo', '--samples', '300');
  expect(same.stdout.split('\n')[0]).toMatch(/^Both recommend .* does not differ beyond chance\.$/);
  const other = await sandbox('compare', 'demo', 'inventory', '--samples', '300', '--json');
  const compare = JSON.parse(other.stdout) as Compare;
  expect(compare.delta.incompatibilities.join(' ')).toContain('no option in common');
}, 60_000);

test.each([
  [['sweep', 'demo', '--vary', 'uplift'], 'expected name=low:high:steps'],
  [['sweep', 'demo', '--vary', 'uplfit=1:2:3'], 'did you mean uplift?'],
  [['sweep', 'demo', '--vary', 'uplift=1:2:1000000'], 'at most 100000'],
  [['sweep', 'demo', '--vary', 'uplift=1,2', '--design', 'spiral'], 'expected grid'],
  [['jobs', 'dance'], 'expected list, show'],
  [['jobs', 'list', '--url', 'http://127.0.0.1:9'], 'start it with "sandbox up"'],
])(
  'sandbox %j is refused in one line',
  async (args, words) => {
    const { code, stdout, stderr } = await sandbox(...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(words);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  },
  60_000,
);
