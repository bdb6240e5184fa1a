import type { App } from '@scenario-sandbox/service';
import {
  oneAtATime,
  setKillSwitch,
  sweepRecordings,
  sweepRuns,
  sweepSessions,
  watchChanges,
} from '@scenario-sandbox/store';
import type { GatewayContext } from './context.ts';

const SWEEP_MS = 60_000;
const AUDIT_DAYS = 90;
const RUN_DAYS = 30;

/**
 * What the gateway does between requests, until it closes: follows what others did to the database,
 * removes what is past its time, and at the end gives its streams away.
 * onRead: the rows were read just now.
 */
export async function followDatabase(
  app: App,
  context: GatewayContext,
  onRead: () => void,
): Promise<void> {
  const { config, database, hub, killSwitch } = context;
  if (config.killSwitch) await setKillSwitch(database, true, 'GLOBAL_KILL_SWITCH is set.');
  const watch = await watchChanges(database, {
    onKillSwitch: (state) => {
      onRead();
      killSwitch.update(state);
    },
    sessions: {
      holds: (id) => hub.holds(id),
      onInterruptions: (interruptions) => hub.interrupt(interruptions),
    },
  });
  const stopSweeping = sweepRegularly(context);
  app.addHook('preClose', async () => {
    await stopSweeping();
    await hub.drain();
    context.transcripts.close();
  });
  app.addHook('onClose', () => watch.stop());
}

/** Removes what is past its time, now and every minute, in batches until there is no more. Returns what ends that. */
function sweepRegularly({ database, audit, onFault }: GatewayContext): () => Promise<void> {
  let stopped = false;
  const sweep = oneAtATime(async () => {
    while (!stopped && (await sweepSessions(database)) > 0);
    while (!stopped && (await sweepRecordings(database)) > 0);
    if (!stopped) await sweepRuns(database, RUN_DAYS);
    if (!stopped) await audit.sweep(AUDIT_DAYS);
  }, onFault);
  sweep.ask();
  const timer = setInterval(sweep.ask, SWEEP_MS);
  timer.unref();
  return async () => {
    stopped = true;
    clearInterval(timer);
    await sweep.stop();
  };
}
