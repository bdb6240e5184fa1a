import type { ServerResponse } from 'node:http';
import { eventId, eventPlace, type JobEvent } from '@scenario-sandbox/contract';
import { ProblemError } from '@scenario-sandbox/service';
import { type Database, hasEnded, type JobRow, readEvents } from '@scenario-sandbox/store';
import type { Hints } from './hints.ts';

const POLL_MS = 500;
const HEARTBEAT_MS = 15_000;
const endings = new Set(['done', 'cancelled', 'error']);

/** The place after which to go on. Errors: BAD_INPUT for an id that is none of the job's. */
export function cursorOf(id: string | undefined, job: JobRow): number {
  if (id === undefined || id === '') return 0;
  const place = eventPlace(id);
  if (place === null || place > job.events) {
    throw new ProblemError('BAD_INPUT', 'lastEventId: expected the id of an event of this stream.');
  }
  return place;
}

/** Whether a client that has the event at `after` has all there will ever be. */
export function isOver(job: JobRow, after: number): boolean {
  return hasEnded(job.state) && after >= job.events;
}

export interface TailOptions {
  readonly database: Database;
  readonly hints: Hints;
  readonly jobId: string;
  readonly after: number;
  /** Aborts when the client is gone. */
  readonly gone: AbortSignal;
  /** Why the stream must end now, or null. */
  readonly interrupted: () => JobEvent | null;
}

/** Writes the events of a job after a place, as they come, until its last. Ids follow the rows' places. */
export async function tailEvents(out: ServerResponse, options: TailOptions): Promise<void> {
  const { database, hints, jobId, gone, interrupted } = options;
  let { after } = options;
  let wroteAt = Date.now();
  const write = (text: string) => {
    wroteAt = Date.now();
    if (!out.write(text)) return new Promise<void>((resolve) => drained(out, gone, resolve));
    return Promise.resolve();
  };
  await write('retry: 1000\n\n');
  while (!gone.aborted) {
    const heard = hints.wait(jobId, POLL_MS, gone);
    for (const { place, event } of await readEvents(database, jobId, after)) {
      await write(frame(place, event));
      after = place;
      if (endings.has((JSON.parse(event) as JobEvent).type)) return;
    }
    const last = interrupted();
    if (last) {
      await write(frame(after + 1, JSON.stringify(last)));
      return;
    }
    if (Date.now() - wroteAt > HEARTBEAT_MS) await write(': still here\n\n');
    await heard;
  }
}

function drained(out: ServerResponse, gone: AbortSignal, resolve: () => void): void {
  out.once('drain', resolve);
  gone.addEventListener('abort', resolve, { once: true });
}

function frame(place: number, event: string): string {
  return `id: ${eventId(place)}\nevent: ${(JSON.parse(event) as JobEvent).type}\ndata: ${event}\n\n`;
}
