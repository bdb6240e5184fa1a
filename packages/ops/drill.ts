import type { Pilot } from './pilot.ts';

/** One step of a drill, with what was seen. */
export interface DrillStep {
  readonly name: string;
  readonly passed: boolean;
  readonly evidence: string;
  readonly durationMs: number;
}

export interface Drill {
  readonly passed: boolean;
  readonly durationMs: number;
  readonly steps: readonly DrillStep[];
}

/** Longest time a rollback may take. */
export const ROLLBACK_LIMIT_MS = 300_000;

const isMissing = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** Runs steps until one fails; each throws, or says what it saw. */
export async function practise(
  steps: readonly (readonly [name: string, step: () => Promise<string>])[],
  limitMs: number,
): Promise<Drill> {
  const done: DrillStep[] = [];
  const startedMs = performance.now();
  for (const [name, step] of steps) {
    const stepMs = performance.now();
    const [passed, evidence] = await step().then(
      (seen) => [true, seen] as const,
      (error) => [false, isMissing(error)] as const,
    );
    done.push({ name, passed, evidence, durationMs: Math.round(performance.now() - stepMs) });
    if (!passed) break;
  }
  const durationMs = Math.round(performance.now() - startedMs);
  const complete = done.length === steps.length && done.every(({ passed }) => passed);
  return { passed: complete && durationMs <= limitMs, durationMs, steps: done };
}

/** The emergency rollback of the release on a pilot that is up: it ends up and clean. */
export function rollbackDrill(pilot: Pilot): Promise<Drill> {
  const { gateway } = pilot.urls;
  let stream: Promise<string>;
  return practise(
    [
      [
        'a stream is open',
        async () => {
          const response = await fetch(`${gateway}/stream?route=critique&seed=42&pace=5`);
          expectStatus(response, 200);
          stream = response.text();
          return 'at 5 tokens a second';
        },
      ],
      [
        'kill switch on',
        async () => {
          const body = '{"enabled": true, "reason": "Emergency rollback"}';
          const answer = await fetch(`${gateway}/admin/kill-switch`, { method: 'POST', body });
          expectStatus(answer, 200);
          const text = await stream;
          const last = text.trimEnd().split('\n\n').at(-1) ?? '';
          if (!last.includes('"code":"KILL_SWITCH"')) throw new Error('the stream went on');
          return 'the open stream ended with KILL_SWITCH';
        },
      ],
      [
        'traffic is refused',
        async () => {
          const health = await fetch(`${gateway}/healthz`);
          expectStatus(health, 503);
          expectStatus(await fetch(`${gateway}/report?scenarioId=demo`), 503);
          return `health says ${(await health.json()).status}, reports answer 503`;
        },
      ],
      ['pilot-down.sh', () => scripted(pilot, 'down')],
      [
        'nothing answers',
        async () => {
          const answers = await fetch(`${gateway}/healthz`).then(
            () => true,
            () => false,
          );
          if (answers) throw new Error('the gateway still answers');
          return 'the port is closed';
        },
      ],
      ['pilot-reset.sh --yes', () => scripted(pilot, 'reset', '--yes')],
      ['pilot-up.sh', () => scripted(pilot, 'up')],
      [
        'healthy and clean',
        async () => {
          const health = await fetch(`${gateway}/healthz`);
          expectStatus(health, 200);
          const { sessions } = await (await fetch(`${gateway}/admin/sessions`)).json();
          if (sessions.length > 0) throw new Error(`${sessions.length} sessions are left`);
          return 'healthy, no session is left, the kill switch is off';
        },
      ],
    ],
    ROLLBACK_LIMIT_MS,
  );
}

async function scripted(pilot: Pilot, name: string, ...flags: string[]): Promise<string> {
  const { code, stdout, stderr } = await pilot.script(name, ...flags);
  if (code !== 0) throw new Error((stderr || stdout).trim().split('\n').at(-1) ?? `exit ${code}`);
  return stdout.trim().split('\n').at(-1) ?? '';
}

function expectStatus(response: Response, status: number): void {
  if (response.status !== status) {
    throw new Error(`${new URL(response.url).pathname} answered ${response.status}, not ${status}`);
  }
}
