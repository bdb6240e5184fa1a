import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '../digest.ts';
import { PACK } from '../pack/files.ts';
import { PACK_FILE } from '../pack/index.ts';
import { commitOf, type PackManifest } from '../pack/manifest.ts';
import { isUnpacked, pilotFolder, root } from '../places.ts';
import { type Finding, noneOf, skip } from '../step.ts';
import { unzip } from '../zip.ts';

/** Files whose bytes are not those that SHA256SUMS lists. */
export async function differing(
  sums: string,
  read: (path: string) => Promise<Uint8Array | null>,
): Promise<string[]> {
  const wrong: string[] = [];
  for (const line of sums.trim().split('\n')) {
    const [digest, path = ''] = line.split('  ');
    const bytes = await read(path);
    if (bytes === null) wrong.push(`${path} is missing`);
    else if (sha256(bytes) !== digest) wrong.push(`${path} was changed`);
  }
  return wrong;
}

const decode = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

/** In an unpacked pack, its files; in the repository, the pack in dist/, which must be of this commit. */
export async function checkPack(): Promise<Finding> {
  const reader = (folder: string) => (path: string) =>
    readFile(join(folder, path)).catch(() => null);
  if (isUnpacked) {
    const sums = await readFile(join(pilotFolder, 'SHA256SUMS'), 'utf8');
    const wrong = await differing(sums, reader(pilotFolder));
    return noneOf(wrong, `${sums.trim().split('\n').length} files have their digests`);
  }
  const folder = join(root, 'dist');
  const made = await stat(join(folder, PACK_FILE)).catch(() => null);
  if (made === null) return skip('there is no pack in dist/; make it with "npm run pack"');
  const wrong = await differing(await readFile(join(folder, 'SHA256SUMS'), 'utf8'), reader(folder));
  const archive = await readFile(join(folder, PACK_FILE));
  wrong.push(...(await packProblems(archive, await commitOf())));
  return noneOf(wrong, `of this commit, every file as it was packed, sha256 ${sha256(archive)}`);
}

/** What is wrong with a pack: files that differ from its sums, or another commit than the tree's. */
export async function packProblems(
  archive: Uint8Array,
  tree: { readonly commit: string; readonly modified: boolean },
): Promise<string[]> {
  const files = unzip(archive);
  const wrong = await differing(
    decode(files.get(`${PACK}/SHA256SUMS`)),
    async (path) => files.get(`${PACK}/${path}`) ?? null,
  );
  const manifest = JSON.parse(decode(files.get(`${PACK}/manifest.json`))) as PackManifest;
  if (manifest.commit !== tree.commit) {
    wrong.push(`the pack is of commit ${manifest.commit}, not this`);
  }
  if (tree.modified) wrong.push('files differ from the commit');
  if (manifest.modified) wrong.push('the pack was made with uncommitted changes');
  return wrong;
}
