import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Image } from '../pack/manifest.ts';
import { root } from '../places.ts';

export type Verdict = 'pass' | 'fail' | 'skip';

/** One gate's answer, with what was seen. */
export interface GateResult {
  readonly id: string;
  readonly title: string;
  readonly verdict: Verdict;
  readonly evidence: string;
  readonly durationMs: number;
  /** A part that could not be done on this machine, and why. */
  readonly notDone?: string;
}

/** What the gates found, in artifacts/evidence.json. */
export interface Evidence {
  readonly schema: 'evidence.v1';
  readonly decision: 'GO' | 'NO-GO';
  readonly version: string;
  readonly engineVersion: string;
  readonly commit: string;
  readonly modified: boolean;
  readonly takenAt: string;
  readonly machine: string;
  /** SHA-256 of dist/pilot-deploy-pack.zip; null where it was not made. */
  readonly packSha256: string | null;
  /** Images of this commit that were built on this machine. */
  readonly images: readonly Image[];
  /** Measured figures, by name with the unit last. */
  readonly metrics: Readonly<Record<string, number>>;
  readonly gates: readonly GateResult[];
}

export const EVIDENCE_FILE: string = join(root, 'artifacts/evidence.json');

/** The evidence of the last gate run; null where there is none. */
export async function readEvidence(): Promise<Evidence | null> {
  const text = await readFile(EVIDENCE_FILE, 'utf8').catch(() => null);
  return text === null ? null : (JSON.parse(text) as Evidence);
}
