import type { KillSwitch } from '@scenario-sandbox/contract';
import { type App, ProblemError } from '@scenario-sandbox/service';
import type { SwitchState } from '@scenario-sandbox/store';

const RETRY_AFTER_SECONDS = '30';

/** The kill switch as this gateway last read it. */
export interface KillSwitchFollower {
  readonly current: () => KillSwitch;
  readonly update: (next: SwitchState) => void;
}

/** Follows the stored switch; `onEngaged` runs each time it goes on. */
export function followKillSwitch(onEngaged: () => void): KillSwitchFollower {
  let state: SwitchState = { enabled: false, reason: null, since: null };
  return {
    current: () => ({ ...state, since: state.since?.toISOString() ?? null }),
    update: (next) => {
      const engaged = next.enabled && !state.enabled;
      state = next;
      if (engaged) onEngaged();
    },
  };
}

/** While it is on, everything but health, metrics and administration is refused. */
export function refuseWhenKilled(app: App, killSwitch: KillSwitchFollower): void {
  app.addHook('onRequest', async (request) => {
    const { operations, admin } = request.routeOptions.config;
    if (!operations && !admin) requireAlive(killSwitch);
  });
}

/** Errors: KILL_SWITCH while it is on. */
export function requireAlive(killSwitch: KillSwitchFollower): void {
  if (!killSwitch.current().enabled) return;
  throw new ProblemError('KILL_SWITCH', 'The service is switched off.', {
    headers: { 'retry-after': RETRY_AFTER_SECONDS },
  });
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Administration: answered with the kill switch on, to those who may. */
    admin?: boolean;
  }
}
