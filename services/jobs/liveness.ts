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
  await noteWorker(database, worker);
  const beat = oneAtATime(async () => {
    await noteWorker(database, worker);
    await queue.handBack(await takeFromDead(database, SILENCE_MS));
  }, onFault);
  const timer = setInterval(beat.ask, BEAT_MS);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await beat.stop();
      await forgetWorker(database, worker);
    },
  };
}
