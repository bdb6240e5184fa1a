import type { Practised } from '@scenario-sandbox/ops/drill/practise.ts';
import {
  longestMs,
  ROLLBACK_LIMIT_MS,
  rollbackDrill,
} from '@scenario-sandbox/ops/drill/rollback.ts';
import { Pilot } from '@scenario-sandbox/ops/pilot.ts';
import { CliError, EXIT } from '../exit.ts';

const seconds = (ms: number) => `${(ms / 1_000).toFixed(1).padStart(6)} s`;
const verdictOf = (passed: boolean) => (passed ? 'PASS' : 'FAIL');

function print({ title, passed, durationMs, steps }: Practised): void {
  process.stdout.write(`${verdictOf(passed)} ${seconds(durationMs)}  ${title}\n`);
  for (const { name, passed: well, evidence, durationMs: stepMs } of steps) {
    const line = `${seconds(stepMs)}    ${name.padEnd(24)} ${evidence}`;
    process.stdout.write(`${well ? '    ' : 'FAIL'} ${line}\n`);
  }
}

/** `sandbox drill rollback`: every rollback of the release on a pilot of its own, each timed. */
export default async function drill(name: string, flags: { json?: true }): Promise<number> {
  if (name !== 'rollback') throw new CliError(`there is no drill "${name}"; there is rollback`);
  const pilot = await Pilot.prepare(process.env);
  try {
    const up = await pilot.up();
    if (up.code !== 0) throw new CliError(`the pilot did not start: ${up.stderr.trim()}`, EXIT.no);
    const result = await rollbackDrill(pilot, flags.json ? undefined : print);
    if (flags.json) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
    else {
      const done = result.passed ? 'practised' : 'FAILED';
      const limit = `at most ${ROLLBACK_LIMIT_MS / 60_000} minutes each`;
      process.stdout.write(
        `Rollback ${done}: the longest took ${seconds(longestMs(result)).trim()} (${limit}).\n`,
      );
    }
    return result.passed ? EXIT.done : EXIT.no;
  } finally {
    await pilot.remove();
  }
}
