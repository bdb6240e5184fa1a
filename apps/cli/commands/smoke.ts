import { type Smoke, smoke } from '@scenario-sandbox/ops/smoke.ts';
import { EXIT } from '../exit.ts';

function print({ checks, passed: all }: Smoke): void {
  for (const { name, passed, evidence } of checks) {
    process.stdout.write(`${passed ? 'PASS' : 'FAIL'}  ${name.padEnd(24)} ${evidence}\n`);
  }
  process.stdout.write(all ? 'All 8 tests PASS\n' : 'Smoke FAILS\n');
}

/** `sandbox smoke`: the eight checks against the product that runs on this machine's ports. */
export default async function smokeCommand(flags: { json?: true }): Promise<number> {
  const result = await smoke(process.env);
  if (flags.json) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  else print(result);
  return result.passed ? EXIT.done : EXIT.no;
}
