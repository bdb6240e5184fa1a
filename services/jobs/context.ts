import type { JobEvent } from '@scenario-sandbox/contract';
import type { Database } from '@scenario-sandbox/store';
import type { Hints } from './hints.ts';
import type { WorkContext } from './work.ts';

/** What the routes of the jobs service work with. */
export interface JobsContext {
  readonly database: Database;
  readonly hints: Hints;
  readonly work: WorkContext;
  /** Aborts when the service closes. */
  readonly closing: AbortSignal;
  /** Why streams must end now, or null. */
  readonly interrupted: () => JobEvent | null;
  readonly onFault: (error: unknown) => void;
}
