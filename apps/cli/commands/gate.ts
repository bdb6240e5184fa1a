import type { GateResult } from '@scenario-sandbox/ops/gate/evidence.ts';
import { runGates } from '@scenario-sandbox/ops/gate/index.ts';
import { EXIT } from '../exit.ts';

function print({ verdict, title, evidence }: GateResult): void {
  process.stdout.write(`${verdict.toUpperCase()}  ${title.padEnd(30)} ${evidence}\n`);
}

/** `sandbox gate`: every release gate. Exit 1 on NO-GO. */
export default async function gate(flags: { json?: true }): Promise<number> {
  const takenAt = new Date().toISOString();
  const { evidence } = await runGates(process.env, takenAt, flags.json ? undefined : print);
  if (flags.json) process.stdout.write(`${JSON.stringify(evidence, null, 2)}\n`);
  else process.stdout.write(`${evidence.decision}: see artifacts/GO-NO-GO.md\n`);
  return evidence.decision === 'GO' ? EXIT.done : EXIT.no;
}
