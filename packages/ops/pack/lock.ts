import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../places.ts';

interface LockEntry {
  readonly version?: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly link?: boolean;
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** A package that comes with the product. */
export interface LockedPackage {
  /** Where it is installed, under the product's folder. */
  readonly path: string;
  readonly name: string;
  readonly version: string;
  /** An SPDX expression; null where the package states none. */
  readonly license: string | null;
  /** Subresource integrity, as npm checks it. */
  readonly integrity: string | null;
  /** Whether every machine installs it. */
  readonly everywhere: boolean;
  /** Paths of what it depends on. */
  readonly dependsOn: readonly string[];
}

/** Reads package-lock.json: what is installed where development is left out, sorted by path. */
export async function readLock(): Promise<LockedPackage[]> {
  const text = await readFile(join(root, 'package-lock.json'), 'utf8');
  const { packages } = JSON.parse(text) as { packages: Record<string, LockEntry> };
  return Object.entries(packages)
    .filter(([path, entry]) => path.includes('node_modules/') && !entry.dev && !entry.link)
    .map(([path, entry]) => ({
      path,
      name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version: entry.version ?? '',
      license: entry.license ?? null,
      integrity: entry.integrity ?? null,
      everywhere: !entry.optional && !entry.os && !entry.cpu,
      dependsOn: Object.keys({ ...entry.dependencies, ...entry.optionalDependencies })
        .map((name) => resolve(packages, path, name))
        .filter((found) => found !== null)
        .sort(),
    }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The nearest folder upwards that holds the package, as Node looks for it. */
function resolve(packages: Record<string, LockEntry>, from: string, name: string): string | null {
  let folder = from;
  for (;;) {
    const candidate = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    if (packages[candidate]) return candidate;
    if (folder === '') return null;
    const up = folder.lastIndexOf('/node_modules/');
    folder = up < 0 ? '' : folder.slice(0, up);
  }
}
