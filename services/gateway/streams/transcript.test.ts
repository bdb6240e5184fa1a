import type { RunEvent } from '@scenario-sandbox/contract';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EngineClient } from '../engine-client.ts';
import { produce } from './produce.ts';
import { Transcript } from './transcript.ts';
import { type Produce, Transcripts } from './transcripts.ts';

type Body = Extract<RunEvent, { type: 'progress' | 'token' }>;
const done: RunEvent = {
  type: 'done',
  totalTokens: 1,
  runId: 'run',
  resultHash: 'hash',
  truncated: false,
};

test('slices are the frames, whatever the texts hold and however it grew', () => {
  const text = fc.string({ unit: 'binary', maxLength: 400 });
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 80 }), (texts) => {
      const transcript = new Transcript('built-in');
      const early: Buffer[] = [];
      for (const [index, each] of texts.entries()) {
        transcript.append({ type: 'token', text: each });
        early.push(transcript.slice(index, index + 1));
      }
      const whole = transcript.slice(0, texts.length).toString();
      expect(Buffer.concat(early).toString()).toBe(whole);
      const blocks = whole.split('\n\n').slice(0, -1);
      expect(blocks).toHaveLength(texts.length);
      for (const [index, block] of blocks.entries()) {
        const [id, event, data] = block.split('\n');
        expect([id, event]).toEqual([
          `id: msg_${String(index + 2).padStart(3, '0')}`,
          'event: token',
        ]);
        expect(JSON.parse(data?.slice(6) ?? '')).toMatchObject({
          text: JSON.parse(JSON.stringify(texts[index])),
          tokenIndex: index,
          timestamp: index * 20,
        });
      }
    }),
    { seed: 1, numRuns: 50 },
  );
});

test('tokens are counted without the progress between them', () => {
  const transcript = new Transcript('built-in');
  const events: Body[] = [
    { type: 'token', text: 'a' },
    { type: 'progress', percent: 50, message: 'half' },
    { type: 'token', text: 'b' },
  ];
  for (const event of events) transcript.append(event);
  expect([0, 1, 2, 3].map((frame) => transcript.tokensBefore(frame))).toEqual([0, 1, 1, 2]);
  expect(transcript.slice(2, 3).toString()).toContain('"tokenIndex":1,"timestamp":20');
});

test('readers are told once of what came in one turn, and of the end', async () => {
  const transcript = new Transcript('built-in');
  let notices = 0;
  transcript.subscribe(() => {
    notices += 1;
  });
  for (let index = 0; index < 10; index += 1) transcript.append({ type: 'token', text: 'x' });
  await new Promise(setImmediate);
  expect(notices).toBe(1);
  const reached = transcript.reach(100, new AbortController().signal);
  transcript.end(done);
  await reached;
  expect([notices, transcript.endPlace]).toEqual([2, 12]);
  expect(() => transcript.end(done)).toThrow('has ended');
});

test('who waits for a place can stop waiting', async () => {
  const gone = new AbortController();
  const reached = new Transcript('built-in').reach(5, gone.signal);
  gone.abort();
  await reached;
});

/** An engine that says `size` letters and ends. */
function engineOf(size: number) {
  let runs = 0;
  const engine = {
    async *run(): AsyncGenerator<RunEvent> {
      runs += 1;
      yield { type: 'token', text: 'x'.repeat(size) };
      yield done;
    },
  } as unknown as EngineClient;
  return { engine, runs: () => runs };
}
const producing =
  (engine: EngineClient): Produce =>
  (transcript, run, signal) =>
    produce(transcript, engine, run, signal);
const runOf = (seed: number) => ({
  key: String(seed),
  begins: true,
  request: { seed, route: 'critique', budget: seed } as never,
  runId: 'run',
  model: 'built-in',
  requestId: 'request',
});

test('runs that nobody reads are kept, the last used longest, within bounds', async () => {
  const { engine, runs } = engineOf(1_000);
  const transcripts = new Transcripts(producing(engine), 3_500);
  const read = async (seed: number) => {
    const reading = transcripts.open(runOf(seed));
    await expect.poll(() => reading.transcript.ending).not.toBeNull();
    reading.release(false);
  };
  for (const seed of [1, 2, 3]) await read(seed);
  expect(runs()).toBe(3);
  await read(1);
  expect(runs()).toBe(3);
  await read(4);
  await read(1);
  expect(runs()).toBe(4);
  await read(2);
  expect(runs()).toBe(5);
});

test('a run that failed is not kept', async () => {
  let runs = 0;
  const engine = {
    async *run(): AsyncGenerator<RunEvent> {
      runs += 1;
      yield { type: 'error', code: 'INTERNAL', message: 'no', retryable: true };
    },
  } as unknown as EngineClient;
  const transcripts = new Transcripts(producing(engine));
  for (let index = 0; index < 2; index += 1) {
    const reading = transcripts.open(runOf(1));
    await expect.poll(() => reading.transcript.ending).not.toBeNull();
    reading.release(false);
    await new Promise(setImmediate);
  }
  expect(runs).toBe(2);
});
