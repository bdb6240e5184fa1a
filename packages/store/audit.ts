import { createHmac, randomBytes } from 'node:crypto';
import type { AuditEntry } from '@scenario-sandbox/contract';
import type { Database } from './database.ts';

export interface AuditTrail {
  /** who: anything that identifies the caller; only its keyed hash is kept. */
  record(entry: {
    readonly who: string;
    readonly action: string;
    readonly target: string | null;
    readonly result: string;
  }): Promise<void>;
  /** The latest entries, newest first. */
  list(limit: number): Promise<AuditEntry[]>;
  /** Removes entries older than `ageDays`. */
  sweep(ageDays: number): Promise<void>;
}

/**
 * The trail of state changes. Actors are hashed under a random key of the installation: addresses are
 * few, and an unkeyed hash of one is soon guessed.
 */
export async function openAudit(database: Database): Promise<AuditTrail> {
  const key = await saltOf(database, 'audit');
  return {
    record: async ({ who, action, target, result }) => {
      const actor = createHmac('sha256', key).update(who).digest('hex').slice(0, 16);
      await database.query(
        'INSERT INTO audit (actor, action, target, result) VALUES ($1, $2, $3, $4)',
        [actor, action, target, result],
      );
    },
    list: async (limit) => {
      const rows = await database.query<Omit<AuditEntry, 'at'> & { at: Date }>(
        'SELECT at, actor, action, target, result FROM audit ORDER BY number DESC LIMIT $1',
        [limit],
      );
      return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
    },
    sweep: async (ageDays) => {
      await database.query(`DELETE FROM audit WHERE at < now() - $1 * interval '1 day'`, [ageDays]);
    },
  };
}

async function saltOf(database: Database, name: string): Promise<string> {
  await database.query('INSERT INTO salts VALUES ($1, $2) ON CONFLICT DO NOTHING', [
    name,
    randomBytes(32).toString('hex'),
  ]);
  const rows = await database.query<{ value: string }>('SELECT value FROM salts WHERE name = $1', [
    name,
  ]);
  return rows[0]?.value ?? '';
}
