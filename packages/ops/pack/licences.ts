import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../places.ts';
import type { LockedPackage } from './lock.ts';

/** Licences that an Apache-2.0 product may be delivered with. */
const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MPL-2.0',
  'PostgreSQL',
  'Python-2.0',
  'Unlicense',
]);

/** Packages whose licence the policy does not allow, or that state none. */
export function licenceViolations(packages: readonly LockedPackage[]): string[] {
  return packages
    .filter(({ license }) => license === null || !isAllowed(license))
    .map(({ name, version, license }) => `${name}@${version}: ${license ?? 'no licence stated'}`);
}

/** OR needs one that is allowed, AND all. */
function isAllowed(expression: string): boolean {
  const alternatives = expression.replace(/[()]/g, '').split(' OR ');
  return alternatives.some((each) => each.split(' AND ').every((id) => ALLOWED.has(id.trim())));
}

/** The names, versions and licences of everything that comes along, with the texts that were installed. */
export async function licenceTexts(packages: readonly LockedPackage[]): Promise<string> {
  const parts = await Promise.all(
    packages.map(async (each) => {
      const title = `${each.name} ${each.version}: ${each.license ?? 'no licence stated'}`;
      // What only some machines install has its licence named; its text would differ by machine.
      const text = each.everywhere ? await textOf(each.path) : null;
      return text === null ? `${title}\n` : `${title}\n\n${text.trim()}\n`;
    }),
  );
  return `${parts.join(`\n${'-'.repeat(78)}\n`)}`;
}

async function textOf(path: string): Promise<string | null> {
  const names = await readdir(join(root, path)).catch(() => []);
  const name = names.sort().find((each) => /^(licen[cs]e|copying)(\.|-|$)/i.test(each));
  return name ? (await readFile(join(root, path, name), 'utf8')).replaceAll('\r\n', '\n') : null;
}
