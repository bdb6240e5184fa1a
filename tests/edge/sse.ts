import { type StreamEvent, StreamEvents } from '@scenario-sandbox/contract';
import { Value } from 'typebox/value';

export interface Frame {
  readonly id: string;
  readonly event: string;
  readonly data: StreamEvent;
  /** The bytes as they came. */
  readonly text: string;
}

export interface Client {
  readonly status: number;
  readonly headers: Headers;
  /** Everything that came so far. */
  readonly text: () => string;
  readonly frames: () => Frame[];
  /** Resolves once there are this many frames. */
  until(count: number): Promise<Frame[]>;
  /** All frames, when the server has ended the body. */
  ended(): Promise<Frame[]>;
  close(): void;
}

/** Opens a stream and keeps what comes. Says nothing of its own: it does not reconnect. */
export async function connect(url: string, headers: Record<string, string> = {}): Promise<Client> {
  const abort = new AbortController();
  const response = await fetch(url, { headers, signal: abort.signal });
  let text = '';
  let over = false;
  const waiting = new Set<() => void>();
  const reading = (async () => {
    const decoder = new TextDecoder();
    try {
      for await (const chunk of response.body ?? []) {
        text += decoder.decode(chunk, { stream: true });
        for (const wake of waiting) wake();
      }
    } finally {
      over = true;
      for (const wake of waiting) wake();
    }
  })();
  reading.catch(() => {});
  const frames = () => parseFrames(text);
  return {
    status: response.status,
    headers: response.headers,
    text: () => text,
    frames,
    until: async (count) => {
      while (frames().length < count) {
        if (over) throw new Error(`ended after ${frames().length} of ${count} frames:\n${text}`);
        await new Promise<void>((resolve) => waiting.add(resolve));
      }
      return frames();
    },
    ended: async () => {
      await reading;
      return frames();
    },
    close: () => abort.abort(),
  };
}

/** Frames of a stream's text; comments and `retry` are left out. Errors: anything else that is no frame. */
export function parseFrames(text: string): Frame[] {
  const blocks = text.split('\n\n').slice(0, -1);
  return blocks
    .filter((block) => !/^(:.*|retry: \d+)$/.test(block))
    .map((block) => {
      const match = /^id: (\S+)\nevent: (\S+)\ndata: ([^\n]*)$/.exec(block);
      if (!match) throw new Error(`not a frame: ${JSON.stringify(block)}`);
      const [, id = '', event = '', data = ''] = match;
      return { id, event, data: eventOf(event, data), text: `${block}\n\n` };
    });
}

/** Errors: where it is not as the contract says. */
function eventOf(name: string, text: string): StreamEvent {
  const data = JSON.parse(text) as StreamEvent;
  const schema = StreamEvents[name as StreamEvent['type']];
  if (schema && Value.Check(schema, data)) return data;
  throw new Error(`not as the schema of ${name} says: ${text}`);
}

/** Posts JSON as `curl -d` does: with a form's content type. */
export async function post(url: string, body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(url, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}
