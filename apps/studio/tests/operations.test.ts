import type { AdminHealth } from '@scenario-sandbox/contract';
import { describe, expect, test } from 'vitest';
import { gatesOf, verdictOf } from '../src/operations/gates.ts';
import {
  bucketsOf,
  inWords,
  quantileOf,
  type Reading,
  since,
  withReading,
} from '../src/operations/latency.ts';
import { actionInWords, resultInWords } from '../src/operations/words.ts';
import { agoOf } from '../src/ui/when.tsx';

const bounds = [0.05, 0.1, 0.5, '+Inf'] as const;

/** counts: at or below each bound. */
function reading(counts: Record<string, readonly number[]>, statuses: Record<string, number> = {}) {
  const histograms = Object.entries(counts).map(([name, values]) => ({
    name,
    values: [
      ...values.map((value, i) => ({
        metricName: `${name}_bucket`,
        labels: { le: bounds[i] ?? '' },
        value,
      })),
      { metricName: `${name}_sum`, labels: {}, value: 1 },
    ],
  }));
  const requests = Object.entries(statuses).map(([status, value]) => ({
    labels: { status: Number(status) },
    value,
  }));
  return {
    atMs: 0,
    metrics: [...histograms, { name: 'http_requests_total', values: requests }],
  } satisfies Reading;
}

describe('quantiles of a histogram', () => {
  const buckets = bucketsOf(reading({ wait: [80, 90, 100, 100] }), 'wait');
  test.each([
    [0.5, 0.03125],
    [0.8, 0.05],
    [0.85, 0.075],
    [0.95, 0.3],
    [1, 0.5],
  ])('P%f is interpolated inside its bucket', (share, seconds) => {
    expect(quantileOf(buckets, share)).toBeCloseTo(seconds, 12);
  });
  test('beyond the last bound it is that bound; of nothing there is none', () => {
    expect(quantileOf(bucketsOf(reading({ wait: [0, 0, 0, 4] }), 'wait'), 0.5)).toBe(0.5);
    expect(quantileOf(bucketsOf(reading({ wait: [0, 0, 0, 0] }), 'wait'), 0.5)).toBeNull();
    expect(quantileOf(bucketsOf(reading({}), 'wait'), 0.5)).toBeNull();
  });
  test('of a window are those of what came in it; after a restart, of all there is', () => {
    const later = bucketsOf(reading({ wait: [80, 100, 110, 110] }), 'wait');
    expect(quantileOf(since(later, buckets), 0.5)).toBeCloseTo(0.075, 12);
    expect(since(buckets, later)).toBe(buckets);
  });
});

test('readings are kept for five minutes', () => {
  const every = Array.from({ length: 100 }, (_, i) => ({ atMs: i * 5000, metrics: [] }));
  const kept = every.reduce(withReading, [] as Reading[]);
  expect(kept.map(({ atMs }) => atMs)).toEqual(every.slice(39).map(({ atMs }) => atMs));
});

const health: AdminHealth = {
  status: 'healthy',
  version: '1',
  engineVersion: '1',
  uptimeSeconds: 60,
  openStreams: 0,
  killSwitch: { enabled: false, reason: null, since: null },
  checks: {},
  services: (['gateway', 'engine', 'jobs'] as const).map((service) => ({
    service,
    status: 'ready',
    version: '1',
    checks: {},
    answeredInMs: 1,
  })),
};
const quick = {
  stream_ttff_seconds: [90, 99, 100, 100],
  cancel_latency_seconds: [30, 30, 30, 30],
  http_request_duration_seconds: [1, 1, 1, 1],
};
/** The comparison's series has its route; the helper's has none. */
const withRoute = (read: Reading): Reading => ({
  ...read,
  metrics: read.metrics.map((metric) => ({
    ...metric,
    values: metric.values.map((each) => ({
      ...each,
      labels: { ...each.labels, route: '/compare' },
    })),
  })),
});
const holding = (of: AdminHealth, read: Reading) =>
  gatesOf(of, withRoute(read)).map(({ holds }) => holds);

describe('gates', () => {
  test('hold where what is measured keeps the thresholds', () => {
    const gates = gatesOf(health, withRoute(reading(quick, { 200: 96, 503: 4 })));
    expect(gates.map(({ holds }) => holds)).toEqual([true, true, true, true, true, true]);
    expect(verdictOf(gates)).toMatch(/^Go: /);
  });
  test('do not hold where it does not', () => {
    const away = health.services.map((each) => ({ ...each, status: 'unreachable' as const }));
    const slow = {
      ...quick,
      cancel_latency_seconds: [0, 0, 30, 30],
    };
    const killSwitch = { enabled: true, reason: null, since: null };
    const read = reading(slow, { 200: 94, 500: 6 });
    expect(holding({ ...health, killSwitch, services: away }, read)).toEqual([
      false,
      false,
      true,
      false,
      true,
      false,
    ]);
    expect(verdictOf(gatesOf({ ...health, killSwitch }, read))).toBe(
      'No-go: Kill switch; Cancel, P95; Server errors',
    );
  });
  test('are open where too little was measured', () => {
    const few = { ...quick, cancel_latency_seconds: [19, 19, 19, 19] };
    const gates = gatesOf(health, withRoute(reading(few)));
    expect(gates.map(({ holds }) => holds)).toEqual([true, true, true, null, true, null]);
    expect(verdictOf(gates)).toBe(
      'Not decided: too little measured yet for Cancel, P95; Server errors',
    );
    expect(gates[3]?.measured).toBe('48 ms over 19; 20 are needed');
  });
});

test('figures, actions, results and times are said in words', () => {
  expect([null, 0.0121, 1.26].map(inWords)).toEqual(['–', '13 ms', '1.3 s']);
  expect(['kill-switch.on', 'some.other'].map(actionInWords)).toEqual([
    'Kill switch turned on',
    'some.other',
  ]);
  expect(['202', '409', '403'].map(resultInWords)).toEqual([
    'accepted (202)',
    'was over already (409)',
    'refused (403)',
  ]);
  const now = Date.UTC(2025, 0, 2);
  expect([3, 150, 7300, 90_000, -120].map((ago) => agoOf(now - ago * 1000, now))).toEqual([
    'just now',
    '2 min. ago',
    '2 hr. ago',
    'yesterday',
    'in 2 min.',
  ]);
});
