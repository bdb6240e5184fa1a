import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, platform, release } from 'node:os';
import { dirname, join } from 'node:path';
import { ENGINE_VERSION } from '@scenario-sandbox/core/version.ts';
import { sha256 } from '../digest.ts';
import { PACK_FILE } from '../pack/index.ts';
import { builtImages, commitOf, versionOf } from '../pack/manifest.ts';
import { root } from '../places.ts';
import { take } from '../step.ts';
import { decide } from './decide.ts';
import { EVIDENCE_FILE, type Evidence, type GateResult } from './evidence.ts';
import { type GateContext, gates } from './gates.ts';
import { decisionPage } from './page.ts';

export interface GateRun {
  readonly evidence: Evidence;
  readonly reasons: readonly string[];
}

/** What the figures were taken on; the load tells what else it did. */
function machine(): string {
  const cores = `${cpus()[0]?.model ?? 'unknown'} × ${availableParallelism()}`;
  const load = (loadavg()[0] ?? 0).toFixed(1);
  return `${cores}, load ${load}, ${platform()} ${release()}, Node ${process.versions.node}`;
}

/** Runs every gate and writes artifacts/evidence.json and artifacts/GO-NO-GO.md. */
export async function runGates(
  env: NodeJS.ProcessEnv,
  takenAt: string,
  onGate: (gate: GateResult) => void = () => {},
): Promise<GateRun> {
  const context: GateContext = { env, steps: [], measured: null };
  const results: GateResult[] = [];
  for (const gate of gates) {
    const result = await take(gate, context);
    results.push(result);
    onGate(result);
  }
  const required = gates.map(({ id }) => id);
  const { decision, reasons } = decide(results, required);
  const pack = await readFile(join(root, 'dist', PACK_FILE)).catch(() => null);
  const { measured } = context;
  const version = await versionOf();
  const tree = await commitOf();
  const evidence: Evidence = {
    schema: 'evidence.v1',
    decision,
    version,
    engineVersion: ENGINE_VERSION,
    ...tree,
    takenAt,
    machine: machine(),
    packSha256: pack && sha256(pack),
    images: await builtImages(version, tree.commit),
    metrics: measured
      ? {
          ttffMs: Math.round(measured.ttffMs),
          cancelMs: Math.round(measured.cancelMs),
          comparisonMs: Math.round(measured.comparisonMs),
        }
      : {},
    gates: results,
  };
  await mkdir(dirname(EVIDENCE_FILE), { recursive: true });
  await writeFile(EVIDENCE_FILE, `${JSON.stringify(evidence, null, 2)}\n`);
  await writeFile(join(root, 'artifacts/GO-NO-GO.md'), decisionPage(evidence, reasons));
  return { evidence, reasons };
}
