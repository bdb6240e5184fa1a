import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalise } from './canonical.ts';

/** SHA-256 of the UTF-8 bytes of a text, as 64 lower-case hexadecimal digits. Source: FIPS 180-4. */
export function sha256Hex(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/**
 * Content hash of a plain value: SHA-256 over its canonical JSON, 64 hexadecimal digits.
 * Errors: TypeError where the value has no canonical JSON.
 */
export function hashOf(value: unknown): string {
  return sha256Hex(canonicalise(value));
}
