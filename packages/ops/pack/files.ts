import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../places.ts';
import { run } from '../run.ts';
import type { Entry } from '../zip.ts';

/** Top of the archive. */
export const PACK = 'pilot-deploy';

/** What of the repository goes where in the pack: the first rule that matches decides. */
const RULES: readonly (readonly [RegExp, string | null])[] = [
  [/\.test\.tsx?$|\/tests\/|\/fixtures\/|\.golden/, null],
  [/^deploy\/Dockerfile/, 'app/'],
  [/^deploy\//, ''],
  [/^scenarios\/[^/]+\.yaml$/, 'app/'],
  [/^artifacts\/tools\//, 'app/'],
  [/^(artifacts\/|docs\/operations\/|docs\/scale\.md$)/, ''],
  [/^(packages|services|apps)\//, 'app/'],
  [/^(package(-lock)?|tsconfig(\.base)?)\.json$/, 'app/'],
  [/^(LICENSE|CHANGELOG\.md)$/, ''],
];

/** Where a file of the repository is in the pack; null where it is left out. */
export function placeOf(path: string): string | null {
  const rule = RULES.find(([pattern]) => pattern.test(path));
  if (!rule || rule[1] === null) return null;
  return rule[1] + (rule[1] === '' ? path.replace(/^deploy\//, '') : path);
}

/** A page of the repository as it reads in the pack, where the files of deploy/ lie at the top. */
function asPlaced(place: string, bytes: Uint8Array): Uint8Array {
  if (!place.endsWith('.md')) return bytes;
  const text = new TextDecoder().decode(bytes);
  return new TextEncoder().encode(text.replace(/(\]\((?:\.\.\/)*)deploy\//g, '$1'));
}

/** The tracked files that belong in the pack, as they are in the working tree. */
export async function trackedEntries(): Promise<Entry[]> {
  const { code, stdout } = await run('git', ['ls-files', '-s', '-z']);
  if (code !== 0) throw new Error('the pack is made from a Git checkout; here is none');
  const entries: Entry[] = [];
  for (const line of stdout.split('\0')) {
    const [, mode, path] = /^(\d{6}) [0-9a-f]+ \d\t(.*)$/s.exec(line) ?? [];
    const place = path === undefined ? null : placeOf(path);
    if (path === undefined || place === null) continue;
    const bytes = await readFile(join(root, path));
    entries.push({ path: place, bytes: asPlaced(place, bytes), executable: mode === '100755' });
  }
  return entries;
}
