import { unzipSync, type Zippable, type ZippableFile, zipSync } from 'fflate';

/** A file of an archive. */
export interface Entry {
  /** Path in the archive, with slashes. */
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly executable?: boolean;
}

/** The oldest time a zip can hold; written as local fields, so it is the same in every time zone. */
const FIXED_TIME = new Date(1980, 0, 1);
const UNIX = 3;
const REGULAR_FILE = 0o100000;
/** Largest archive that is opened, unpacked. */
const MAX_BYTES = 256 * 1_048_576;

/** The same bytes for the same entries: sorted by path, with a fixed time and mode. */
export function zip(entries: readonly Entry[]): Uint8Array {
  const files: Zippable = {};
  const inOrder = [...entries].sort((a, b) => (a.path < b.path ? -1 : 1));
  for (const { path, bytes, executable } of inOrder) {
    const mode = REGULAR_FILE | (executable ? 0o755 : 0o644);
    const file: ZippableFile = [
      bytes,
      { mtime: FIXED_TIME, os: UNIX, attrs: mode << 16, level: 9 },
    ];
    files[path] = file;
  }
  return zipSync(files);
}

/** Errors: what is no zip, or is far larger than anything the product writes. */
export function unzip(bytes: Uint8Array): Map<string, Uint8Array> {
  let total = 0;
  const files = unzipSync(bytes, {
    filter: ({ originalSize }) => {
      total += originalSize;
      if (total > MAX_BYTES) throw new Error('The archive is too large to be one of ours.');
      return true;
    },
  });
  return new Map(Object.entries(files));
}
