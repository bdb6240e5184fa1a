import type { Pilot } from '../pilot.ts';
import {
  ask,
  backup,
  hasKept,
  killSwitchOff,
  killSwitchOn,
  observe,
  refused,
  restore,
  script,
  stored,
  turnOff,
} from './actions.ts';
import { type Drill, type Practised, practiseAll, type Scenario, type Step } from './practise.ts';

/** Longest time a rollback may take. */
export const ROLLBACK_LIMIT_MS = 300_000;

/** The emergency rollback of the release: it ends up and clean. */
function emergency(pilot: Pilot): readonly Step[] {
  let stream: Promise<string>;
  return [
    [
      'a stream is open',
      async () => {
        const response = await ask(pilot, '/stream?route=critique&seed=42&pace=5', 200);
        stream = response.text();
        return 'at 5 tokens a second';
      },
    ],
    [
      'kill switch on',
      async () => {
        await turnOff(pilot, 'Emergency rollback');
        const last = (await stream).trimEnd().split('\n\n').at(-1) ?? '';
        if (!last.includes('"code":"KILL_SWITCH"')) throw new Error('the stream went on');
        return 'the open stream ended with KILL_SWITCH';
      },
    ],
    refused(pilot),
    script(pilot, 'down'),
    [
      'nothing answers',
      async () => {
        const answers = await fetch(`${pilot.urls.gateway}/healthz`).then(
          () => true,
          () => false,
        );
        if (answers) throw new Error('the gateway still answers');
        return 'the port is closed';
      },
    ],
    script(pilot, 'reset', '--yes'),
    script(pilot, 'up'),
    [
      'healthy and clean',
      async () => {
        await ask(pilot, '/healthz', 200);
        const { sessions } = await (await ask(pilot, '/admin/sessions', 200)).json();
        if (sessions.length > 0) throw new Error(`${sessions.length} sessions are left`);
        return 'healthy, no session is left, the kill switch is off';
      },
    ],
  ];
}

const slow = (pilot: Pilot): readonly Step[] => [
  observe(pilot),
  killSwitchOn(pilot, 'Slow'),
  refused(pilot),
  killSwitchOff(pilot),
];

/** What happened can still be read when the pilot is up again, and traffic stays refused until then. */
const security = (pilot: Pilot): readonly Step[] => [
  killSwitchOn(pilot, 'Security incident'),
  script(pilot, 'down'),
  [
    'the logs are kept',
    async () => {
      const lines = (await pilot.logs()).trim().split('\n').length;
      if (lines < 2) throw new Error('the log is empty');
      return `${lines} lines`;
    },
  ],
  script(pilot, 'up'),
  refused(pilot),
  [
    'the audit trail is kept',
    async () => {
      const { entries } = await (await ask(pilot, '/admin/audit?limit=5', 200)).json();
      const actions = entries.map(({ action }: { action: string }) => action);
      if (!actions.includes('kill-switch.on')) throw new Error('it does not tell of the switch');
      return 'it tells of the kill switch';
    },
  ],
  killSwitchOff(pilot),
];

const PARTNER = 'https://partner.example';

function integration(pilot: Pilot): readonly Step[] {
  const allowed = async () => {
    const answer = await ask(pilot, '/report?scenarioId=demo', 200, {
      method: 'HEAD',
      headers: { origin: PARTNER },
    });
    return answer.headers.get('access-control-allow-origin') === PARTNER;
  };
  const look = (wanted: boolean, name: string): Step => [
    name,
    async () => {
      if ((await allowed()) !== wanted) throw new Error(`not so for ${PARTNER}`);
      return PARTNER;
    },
  ];
  return [
    look(false, 'its origin gets no leave'),
    script(pilot, 'down'),
    [
      'CORS_ORIGINS',
      async () => {
        pilot.env.CORS_ORIGINS = `http://localhost:3000,${PARTNER}`;
        return pilot.env.CORS_ORIGINS;
      },
    ],
    script(pilot, 'up'),
    look(true, 'its origin gets leave'),
  ];
}

const corrupt = (pilot: Pilot): readonly Step[] => [
  stored(pilot),
  backup(pilot),
  script(pilot, 'reset', '--yes'),
  restore(pilot),
  script(pilot, 'up'),
  hasKept(pilot),
];

/** The folder of the former version lies beside that of the new one; here both hold the same program. */
function former(pilot: Pilot): readonly Step[] {
  const before = pilot.beside();
  return [
    backup(pilot),
    killSwitchOn(pilot, 'New version misbehaves'),
    script(pilot, 'down'),
    restore(pilot, before),
    script(before, 'up'),
    hasKept(before),
    script(before, 'down'),
  ];
}

/** What artifacts/rollback.md has a row for, after the emergency itself. The last one leaves the pilot down. */
export const rollbackScenarios: readonly Scenario[] = [
  { title: 'Emergency', steps: emergency },
  { title: 'Slow, but right', steps: slow },
  { title: 'Security incident', steps: security },
  { title: 'One integration fails', steps: integration },
  { title: 'Data corrupt', steps: corrupt },
  { title: 'New version misbehaves', steps: former },
];

/** Every rollback of the release on a pilot that is up, each with a clock. */
export const rollbackDrill = (
  pilot: Pilot,
  onScenario?: (practised: Practised) => void,
): Promise<Drill> => practiseAll(pilot, rollbackScenarios, ROLLBACK_LIMIT_MS, onScenario);

/** The time of the slowest. */
export const longestMs = ({ scenarios }: Drill): number =>
  Math.max(0, ...scenarios.map(({ durationMs }) => durationMs));
