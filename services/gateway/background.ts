import type { App } from '@scenario-sandbox/service';
import {
  setKillSwitch,
  sweepRecordings,
  sweepSessions,
  watchChanges,
} from '@scenario-sandbox/store';
import type { GatewayContext } from './context.ts';

const SWEEP_MS = 60_000;
const AUDIT_DAYS = 90;

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
  const { config, database, hub, killSwitch, onFault } = context;
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
  const sweep = setInterval(() => {
    Promise.all([
      sweepSessions(database),
      sweepRecordings(database),
      context.audit.sweep(AUDIT_DAYS),
    ]).catch(onFault);
  }, SWEEP_MS);
  sweep.unref();
  app.addHook('preClose', async () => {
    clearInterval(sweep);
    await hub.drain();
    context.transcripts.close();
  });
  app.addHook('onClose', () => watch.stop());
}
