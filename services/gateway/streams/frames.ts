import { eventId, type StreamEvent } from '@scenario-sandbox/contract';

/** First bytes of every stream: reconnect after a second. */
export const PREAMBLE = Buffer.from('retry: 1000\n\n');

/** A line no client sees, for proxies that end what is silent. */
export const HEARTBEAT = Buffer.from(': still here\n\n');

/** One event as it is written, at its place in the stream (1 is msg_001). */
export function encodeFrame(place: number, event: StreamEvent): Buffer {
  return Buffer.from(
    `id: ${eventId(place)}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`,
  );
}
