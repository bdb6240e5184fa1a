import { type Drill, ROLLBACK_LIMIT_MS, rollbackDrill } from '@scenario-sandbox/ops/drill.ts';
import { Pilot } from '@scenario-sandbox/ops/pilot.ts';
import { CliError, EXIT } from '../exit.ts';

function print({ passed, durationMs, steps }: Drill): void {
  for (const { name, passed: well, evidence, durationMs: stepMs } of steps) {
    const seconds = (stepMs / 1_000).toFixed(1).padStart(6);
    process.stdout.write(
      `${well ? 'PASS' : 'FAIL'} ${seconds} s  ${name.padEnd(22)} ${evidence}\n`,
    );
  }
  const limit = `at most ${ROLLBACK_LIMIT_MS / 60_000} minutes`;
  const verdict = passed ? 'practised' : 'FAILED';
  process.stdout.write(`Rollback ${verdict} in ${(durationMs / 1_000).toFixed(1)} s (${limit}).\n`);
}

/** `sandbox drill rollback`: the emergency rollback on a pilot of its own, timed. */
export default async function drill(name: string, flags: { json?: true }): Promise<number> {
  if (name !== 'rollback') throw new CliError(`there is no drill "${name}"; there is rollback`);
  const pilot = await Pilot.prepare(process.env);
  try {
    const up = await pilot.up();
    if (up.code !== 0) throw new CliError(`the pilot did not start: ${up.stderr.trim()}`, EXIT.no);
    const result = await rollbackDrill(pilot);
    if (flags.json) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
    else print(result);
    return result.passed ? EXIT.done : EXIT.no;
  } finally {
    await pilot.remove();
  }
}
