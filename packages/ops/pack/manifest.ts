import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ENGINE_VERSION } from '@scenario-sandbox/core/version.ts';
import { sha256 } from '../digest.ts';
import { root } from '../places.ts';
import { run } from '../run.ts';
import type { Entry } from '../zip.ts';

/** What the pack says of itself, in manifest.json at its top. */
export interface PackManifest {
  readonly schema: 'pilot-manifest.v1';
  readonly version: string;
  readonly engineVersion: string;
  readonly commit: string;
  /** Whether files differ from the commit. */
  readonly modified: boolean;
  readonly files: readonly { readonly path: string; readonly sha256: string }[];
}

/** What lies beside the pack: its digest, and what was measured or built, which differs from time to time. */
export interface ReleaseManifest extends Omit<PackManifest, 'schema'> {
  readonly schema: 'pilot-release.v1';
  readonly pack: { readonly file: string; readonly sha256: string; readonly bytes: number };
  /** Ids of the images that a Docker engine on this machine has; without one, none. */
  readonly images: readonly { readonly name: string; readonly id: string }[];
  /** Figures of the last gate run on this commit; null where there is none. */
  readonly metrics: Readonly<Record<string, number>> | null;
}

export async function versionOf(): Promise<string> {
  const text = await readFile(join(root, 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

export async function commitOf(): Promise<{ commit: string; modified: boolean }> {
  const head = await run('git', ['rev-parse', 'HEAD']);
  const status = await run('git', ['status', '--porcelain', '--untracked-files=no']);
  return { commit: head.stdout.trim(), modified: status.stdout !== '' };
}

export async function packManifest(entries: readonly Entry[]): Promise<PackManifest> {
  return {
    schema: 'pilot-manifest.v1',
    version: await versionOf(),
    engineVersion: ENGINE_VERSION,
    ...(await commitOf()),
    files: entries.map(({ path, bytes }) => ({ path, sha256: sha256(bytes) })),
  };
}

/** Images of this version that were really built here. */
export async function builtImages(version: string): Promise<ReleaseManifest['images']> {
  const images = [];
  for (const service of ['gateway', 'engine', 'jobs']) {
    const name = `scenario-${service}:v${version}-pilot`;
    const { code, stdout } = await run('docker', ['image', 'inspect', '-f', '{{.Id}}', name]);
    if (code === 0) images.push({ name, id: stdout.trim() });
  }
  return images;
}
