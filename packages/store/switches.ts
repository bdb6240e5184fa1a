import type { Database } from './database.ts';

export interface SwitchState {
  readonly enabled: boolean;
  readonly reason: string | null;
  /** When it was last changed; null where it never was. */
  readonly since: Date | null;
}

const KILL_SWITCH = 'kill';

/** Turns the kill switch; every gateway on the database follows. Setting it as it is keeps `since`. */
export async function setKillSwitch(
  database: Database,
  enabled: boolean,
  reason: string | null,
): Promise<SwitchState> {
  const rows = await database.query<SwitchState>(
    `INSERT INTO switches AS old (name, enabled, reason) VALUES ($1, $2, $3)
     ON CONFLICT (name) DO UPDATE SET enabled = excluded.enabled, reason = excluded.reason,
       since = CASE WHEN old.enabled = excluded.enabled THEN old.since ELSE now() END
     RETURNING enabled, reason, since`,
    [KILL_SWITCH, enabled, reason],
  );
  return rows[0] as SwitchState;
}

export async function readKillSwitch(database: Database): Promise<SwitchState> {
  const rows = await database.query<SwitchState>(
    'SELECT enabled, reason, since FROM switches WHERE name = $1',
    [KILL_SWITCH],
  );
  return rows[0] ?? { enabled: false, reason: null, since: null };
}
