/** Scenario text in the part of the address that is never sent to a server: deflated, base64url. */

const longestText = 1_000_000;

export async function encodeShare(text: string): Promise<string> {
  const packed = await transform(
    new TextEncoder().encode(text),
    new CompressionStream('deflate-raw'),
  );
  const binary = Array.from(packed, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Longer links are cut off by mail and chat programs. */
export const longestLink = 8_000;

/** Errors: RangeError when the data is no share link or unpacks to more than a million bytes. */
export async function decodeShare(data: string): Promise<string> {
  try {
    const binary = atob(data.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    const unpacked = await transform(bytes, new DecompressionStream('deflate-raw'));
    return new TextDecoder('utf-8', { fatal: true }).decode(unpacked);
  } catch (error) {
    throw new RangeError('This link is cut off or was not made by the studio.', { cause: error });
  }
}

async function transform(
  bytes: Uint8Array<ArrayBuffer>,
  stream: CompressionStream | DecompressionStream,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of new Blob([bytes]).stream().pipeThrough(stream)) {
    size += chunk.length;
    if (size > longestText) throw new RangeError('too long');
    chunks.push(chunk);
  }
  return new Uint8Array(await new Blob(chunks as BlobPart[]).arrayBuffer());
}
