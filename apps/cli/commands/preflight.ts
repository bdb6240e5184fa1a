import type { GateResult } from '@scenario-sandbox/ops/gate/evidence.ts';
import { preflight } from '@scenario-sandbox/ops/preflight/index.ts';
import { EXIT } from '../exit.ts';

let place = 0;
function print({ verdict, title, evidence }: GateResult): void {
  place += 1;
  const number = String(place).padStart(2);
  process.stdout.write(`${number}  ${verdict.toUpperCase()}  ${title.padEnd(25)} ${evidence}\n`);
}

/** `sandbox preflight`: thirteen steps on a pilot of its own. Exit 1 unless every one passes. */
export default async function preflightCommand(flags: { json?: true }): Promise<number> {
  const result = await preflight(process.env, flags.json ? undefined : print);
  if (flags.json) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  else process.stdout.write(result.passed ? 'All 13 steps PASS\n' : 'Preflight FAILS\n');
  return result.passed ? EXIT.done : EXIT.no;
}
