import {
  Counter,
  durationBuckets,
  Gauge,
  Histogram,
  type Registry,
} from '@scenario-sandbox/service';

/** What comes of a resume. `beyond`: a client has an event that its session never had. */
const resumeResults = ['resumed', 'ended', 'cancelled', 'changed', 'limit', 'beyond'] as const;
export type ResumeResult = (typeof resumeResults)[number];

export type GatewayMetrics = ReturnType<typeof createGatewayMetrics>;

/** What the gateway measures besides its requests. Labels are fixed words, never content. */
export function createGatewayMetrics(
  registry: Registry,
  read: { readonly openStreams: () => number; readonly killed: () => boolean },
) {
  const registers = [registry];
  new Gauge({
    name: 'sse_connections',
    help: 'Streams that are open.',
    registers,
    collect() {
      this.set(read.openStreams());
    },
  });
  new Gauge({
    name: 'kill_switch',
    help: '1 while the kill switch is on.',
    registers,
    collect() {
      this.set(read.killed() ? 1 : 0);
    },
  });
  const resumes = new Counter({
    name: 'stream_resumes_total',
    help: 'Requests to resume a stream, by what came of them.',
    labelNames: ['result'],
    registers,
  });
  // From the beginning, so that the first of a kind is seen as a change.
  for (const result of resumeResults) resumes.inc({ result }, 0);
  return {
    resumes,
    ttff: new Histogram({
      name: 'stream_ttff_seconds',
      help: 'Time from the request of a stream to its first token.',
      buckets: durationBuckets,
      registers,
    }),
    cancelLatency: new Histogram({
      name: 'cancel_latency_seconds',
      help: 'Time from a cancel to the cancelled event on its stream.',
      buckets: durationBuckets,
      registers,
    }),
    events: new Counter({
      name: 'sse_events_total',
      help: 'Events written to streams.',
      labelNames: ['event'],
      registers,
    }),
  };
}
