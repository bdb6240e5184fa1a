import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '../digest.ts';
import { type Evidence, readEvidence } from '../gate/evidence.ts';
import { root } from '../places.ts';
import { type Entry, zip } from '../zip.ts';
import { PACK, trackedEntries } from './files.ts';
import { licenceTexts } from './licences.ts';
import { readLock } from './lock.ts';
import {
  builtImages,
  type PackManifest,
  packManifest,
  type ReleaseManifest,
  versionOf,
} from './manifest.ts';
import { billOfMaterials } from './sbom.ts';
import { studioEntries } from './studio.ts';

export const PACK_FILE = 'pilot-deploy-pack.zip';

export interface Pack {
  readonly archive: Uint8Array;
  readonly sbom: Uint8Array;
  readonly manifest: PackManifest;
}

const encode = (text: string) => new TextEncoder().encode(text);
const encodeJson = (value: unknown) => encode(`${JSON.stringify(value, null, 2)}\n`);

/** Makes the deploy pack from the working tree: the same bytes from the same files, wherever it is made. */
export async function makePack(env: NodeJS.ProcessEnv): Promise<Pack> {
  const locked = await readLock();
  const files = [...(await trackedEntries()), ...(await studioEntries(env))];
  const sbom = encodeJson(billOfMaterials(locked, await versionOf()));
  const entries: Entry[] = [
    ...files,
    ...files.flatMap(atHand),
    { path: 'sbom.cdx.json', bytes: sbom },
    { path: 'THIRD-PARTY-LICENCES.txt', bytes: encode(await licenceTexts(locked)) },
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
  const manifest = await packManifest(entries);
  entries.push({ path: 'manifest.json', bytes: encodeJson(manifest) });
  entries.push({ path: 'SHA256SUMS', bytes: encode(sumsOf(entries)) });
  const archive = zip(entries.map((entry) => ({ ...entry, path: `${PACK}/${entry.path}` })));
  return { archive, sbom, manifest };
}

/** What operators open is also where they look for it. */
function atHand(entry: Entry): Entry[] {
  const { path } = entry;
  if (path.startsWith('app/scenarios/'))
    return [{ ...entry, path: path.replace('app/scenarios/', 'seed/') }];
  return path.startsWith('app/artifacts/') ? [{ ...entry, path: path.slice('app/'.length) }] : [];
}

/** Lines as sha256sum writes and checks them. */
function sumsOf(entries: readonly Entry[]): string {
  return entries.map(({ path, bytes }) => `${sha256(bytes)}  ${path}\n`).join('');
}

/** Whether figures were taken of the very files that are packed. */
const isOf = (manifest: PackManifest, evidence: Evidence) =>
  evidence.commit === manifest.commit && !evidence.modified && !manifest.modified;

/** Writes dist/: the pack, its manifest, its bill of materials and their sums; the pack also to artifacts/. */
export async function writePack({ archive, sbom, manifest }: Pack): Promise<ReleaseManifest> {
  const folder = join(root, 'dist');
  await mkdir(folder, { recursive: true });
  const evidence = await readEvidence();
  const release: ReleaseManifest = {
    ...manifest,
    schema: 'pilot-release.v1',
    pack: { file: PACK_FILE, sha256: sha256(archive), bytes: archive.length },
    images: await builtImages(manifest.version, manifest.commit),
    metrics: evidence && isOf(manifest, evidence) ? evidence.metrics : null,
  };
  const entries = [
    { path: PACK_FILE, bytes: archive },
    { path: 'manifest.json', bytes: encodeJson(release) },
    { path: 'sbom.cdx.json', bytes: sbom },
  ];
  for (const { path, bytes } of entries) await writeFile(join(folder, path), bytes);
  await writeFile(join(folder, 'SHA256SUMS'), sumsOf(entries));
  await mkdir(join(root, 'artifacts'), { recursive: true });
  await copyFile(join(folder, PACK_FILE), join(root, 'artifacts', PACK_FILE));
  return release;
}
