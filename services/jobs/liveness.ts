import {
  type ChunkQueue,
  type Database,
  forgetWorker,
  noteWorker,
  oneAtATime,
  takeFromDead,
} from '@scenario-sandbox/store';

const BEAT_MS = 500;
/** A worker that was not seen for so long is taken for dead: some beats may be lost, or come late. */
export const SILENCE_MS = 3_000;
/** Of one whose process has ended, so long: a connection that broke is not an end, and its worker beats on. */
const UNHELD_MS = 2 * BEAT_MS;

/**
 * Says that this worker lives, and hands back to the queue what dead ones had in hand. An embedded
 * database has one process, which takes up its chunks when it starts.
 */
export async function keepAlive(
  database: Database,
  queue: ChunkQueue,
  worker: string,
  onFault: (error: unknown) => void,
): Promise<{ stop(): Promise<void> }> {
  if (database.kind === 'pglite') return { stop: async () => {} };
  let held = false;
  const letGo = await database.hold(worker, (now) => {
    held = now;
  });
  await noteWorker(database, worker, held);
  const silence = { longestMs: SILENCE_MS, unheldMs: UNHELD_MS };
  const beat = oneAtATime(async () => {
    await noteWorker(database, worker, held);
    await queue.handBack(await takeFromDead(database, silence));
  }, onFault);
  const timer = setInterval(beat.ask, BEAT_MS);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await beat.stop();
      await forgetWorker(database, worker);
      await letGo();
    },
  };
}
