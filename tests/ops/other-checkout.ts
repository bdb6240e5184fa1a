import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../product.ts';

const root = join(import.meta.dirname, '../..');

/** A clock that goes five years ahead, for Node and every tool that is written in it. */
const CLOCK = `const Real = Date;
const now = () => Real.now() + 5 * 365 * 86_400_000;
globalThis.Date = class extends Real {
  constructor(...args) { super(...(args.length === 0 ? [now()] : args)); }
  static now() { return now(); }
};
`;

/** The working tree once more, in a folder beside the pack, with files that are years older and modules of its own. */
export async function otherCheckout(): Promise<{ folder: string; clock: string }> {
  await mkdir(join(root, 'dist'), { recursive: true });
  const other = await mkdtemp(join(root, 'dist/another-checkout-'));
  const steps = `git clone -q --shared --no-checkout . "$OTHER"
    cp "$(git rev-parse --git-path index)" "$OTHER/.git/index"
    git ls-files -z | tar --null -T - --mtime=2001-02-03 -cf - | tar -xf - -C "$OTHER"
    cp -al node_modules "$OTHER"`;
  const { code, stderr } = await run('bash', ['-euo', 'pipefail', '-c', steps], { OTHER: other });
  if (code !== 0) throw new Error(stderr);
  const clock = join(other, '.git/clock.mjs');
  await writeFile(clock, CLOCK);
  return { folder: other, clock };
}
