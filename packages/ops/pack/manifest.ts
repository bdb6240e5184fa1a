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

/** An image that was built here. */
export interface Image {
  readonly name: string;
  /** SHA-256 of its configuration: its id wherever it is loaded. */
  readonly id: string;
  /** Of its manifest, where the builder knows it; a registry that compresses anew has another. */
  readonly digest: string | null;
}

/** What lies beside the pack: its digest, and what was measured or built, which differs from time to time. */
export interface ReleaseManifest extends Omit<PackManifest, 'schema'> {
  readonly schema: 'pilot-release.v1';
  readonly pack: { readonly file: string; readonly sha256: string; readonly bytes: number };
  /** Images of this commit that were really built on this machine; none where none were. */
  readonly images: readonly Image[];
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

const INSPECTED = '{{.Id}} {{index .Config.Labels "org.opencontainers.image.revision"}}';

/** Images of this commit: those that build-images.sh built, else those that a Docker engine has. */
export async function builtImages(version: string, commit: string): Promise<readonly Image[]> {
  const text = await readFile(join(root, 'dist/images.json'), 'utf8').catch(() => null);
  const built = text === null ? null : (JSON.parse(text) as { commit: string; images: Image[] });
  if (built?.commit === commit) return built.images;
  const images: Image[] = [];
  for (const service of ['gateway', 'engine', 'jobs']) {
    const name = `scenario-${service}:v${version}-pilot`;
    const { code, stdout } = await run('docker', ['image', 'inspect', '-f', INSPECTED, name]);
    const [id = '', revision] = stdout.trim().split(' ');
    if (code === 0 && revision === commit) images.push({ name, id, digest: null });
  }
  return images;
}
