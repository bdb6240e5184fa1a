import type { Pilot } from '../pilot.ts';

const SECRET = 'a-private-reason-that-must-not-be-logged';
const SEED = 918_273_645;
const SESSION = 'kept-session';

/** What must not be found in logs and metrics. */
const traces = [
  ['the reason of a cancel', SECRET],
  ['a session id', SESSION],
  ['a seed', String(SEED)],
  ['addresses of callers', 'remoteAddress'],
] as const;

/** What is wrong with how the pilot keeps data: what leaks into logs or metrics, what a restart forgets. */
export async function dataProblems(pilot: Pilot): Promise<string[]> {
  const { gateway } = pilot.urls;
  const wrong: string[] = [];
  const cancel = () =>
    fetch(`${gateway}/cancel`, {
      method: 'POST',
      body: JSON.stringify({ sessionId: SESSION, reason: SECRET }),
    });
  if ((await cancel()).status !== 202) wrong.push('a first cancel was not accepted');
  await (await fetch(`${gateway}/report?scenarioId=demo&seed=${SEED}`)).text();
  const metrics = await (await fetch(`${gateway}/metrics`)).text();
  await pilot.script('down');
  const logs = await pilot.logs();
  if (!logs.includes('"answered"')) wrong.push('requests are not logged');
  for (const [where, text] of [
    ['the logs', logs],
    ['the metrics', metrics],
  ] as const) {
    for (const [what, trace] of traces) {
      if (text.includes(trace)) wrong.push(`${where} hold ${what}`);
    }
  }
  const up = await pilot.up();
  if (up.code !== 0) return [...wrong, `the pilot did not start again: ${up.stderr.trim()}`];
  if ((await cancel()).status !== 409) wrong.push('a cancelled session was forgotten by a restart');
  const { entries } = await (await fetch(`${gateway}/admin/audit?limit=10`)).json();
  if (!entries.some(({ action }: { action: string }) => action === 'session.cancel')) {
    wrong.push('the audit trail has no entry of the cancel');
  }
  return [...new Set(wrong)];
}
