import { join } from 'node:path';
import { pilotFolder } from './places.ts';
import { run } from './run.ts';

/** One check, with what was seen. */
export interface Check {
  readonly name: string;
  readonly passed: boolean;
  readonly evidence: string;
}

export interface Smoke {
  readonly passed: boolean;
  readonly checks: readonly Check[];
}

const CHECKS = 8;

/** Reads what pilot-smoke.sh prints: a line a check. */
export function readSmoke(stdout: string, code: number): Smoke {
  const checks = [...stdout.matchAll(/^(PASS|FAIL) {2}(.{24}) (.*)$/gm)].map(
    ([, verdict, name = '', evidence = '']) => ({
      name: name.trim(),
      passed: verdict === 'PASS',
      evidence,
    }),
  );
  const passed = code === 0 && checks.length === CHECKS && checks.every((check) => check.passed);
  return { passed, checks };
}

/** Runs the eight checks of pilot-smoke.sh against the product on the ports of `env`. */
export async function smoke(env: NodeJS.ProcessEnv): Promise<Smoke> {
  const script = join(pilotFolder, 'scripts/pilot-smoke.sh');
  const { code, stdout } = await run('bash', [script, '--native'], { env });
  return readSmoke(stdout, code);
}
