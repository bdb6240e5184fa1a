import { ENGINE_VERSION } from '@scenario-sandbox/core/version.ts';
import { type App, createApp } from '@scenario-sandbox/service';
import type { Database } from '@scenario-sandbox/store';
import type { JobsConfig } from './config.ts';

export interface JobsOptions {
  readonly config: JobsConfig;
  /** The caller closes it. */
  readonly database: Database;
  readonly logTo?: { write(line: string): void };
}

/** Background work as a service. */
export async function buildJobs({ config, database, logTo }: JobsOptions): Promise<App> {
  const { app } = await createApp({
    service: 'jobs',
    version: ENGINE_VERSION,
    config,
    checks: {
      database: async () => {
        await database.query('SELECT 1');
        return 'ok';
      },
    },
    ...(logTo && { logTo }),
  });
  return app;
}
