import { formatShare } from '@scenario-sandbox/charts/format.ts';
import { type AdminHealth, alertLevels, thresholds } from '@scenario-sandbox/contract';
import {
  type Buckets,
  bucketsOf,
  countOf,
  inWords,
  quantileOf,
  type Reading,
  requestsOf,
} from './latency.ts';

/** A condition of the release that a running service can be held to. */
export interface Gate {
  readonly name: string;
  readonly threshold: string;
  readonly measured: string;
  /** Null: too little was measured yet. */
  readonly holds: boolean | null;
}

/** Each gate, from the health and the metrics of the gateway since its start. */
export function gatesOf(health: AdminHealth, reading: Reading): Gate[] {
  const away = health.services.filter(({ status }) => status !== 'ready');
  const requests = requestsOf(reading);
  const errorShare = requests.all === 0 ? null : requests.bad / requests.all;
  const comparisons = bucketsOf(reading, 'http_request_duration_seconds', { route: '/compare' });
  return [
    {
      name: 'Services are ready',
      threshold: 'all of them',
      measured:
        away.length === 0
          ? `${health.services.length} of ${health.services.length}`
          : `not ready: ${away.map(({ service }) => service).join(', ')}`,
      holds: away.length === 0,
    },
    {
      name: 'Kill switch',
      threshold: 'off',
      measured: health.killSwitch.enabled ? 'on' : 'off',
      holds: !health.killSwitch.enabled,
    },
    latencyGate('First token', bucketsOf(reading, 'stream_ttff_seconds'), thresholds.ttffMs),
    latencyGate('Cancel', bucketsOf(reading, 'cancel_latency_seconds'), thresholds.cancelMs),
    latencyGate('Comparison', comparisons, thresholds.comparisonMs, 1),
    {
      name: 'Server errors',
      threshold: `at most ${formatShare(alertLevels.errorShare)} of requests`,
      measured: `${formatShare(errorShare)} of ${requests.all.toLocaleString('en')}`,
      holds: errorShare === null ? null : errorShare <= alertLevels.errorShare,
    },
  ];
}

/** A 95th percentile of fewer observations is the largest of them, and says little. */
const fewest = 20;

function latencyGate(name: string, buckets: Buckets, mostMs: number, least = fewest): Gate {
  const p95 = quantileOf(buckets, 0.95);
  const count = countOf(buckets);
  return {
    name: `${name}, P95`,
    threshold: `at most ${mostMs >= 60_000 ? `${mostMs / 60_000} min` : `${mostMs} ms`}`,
    measured: measuredInWords(p95, count, least),
    holds: p95 === null || count < least ? null : p95 * 1000 <= mostMs,
  };
}

function measuredInWords(seconds: number | null, count: number, least: number): string {
  if (seconds === null) return 'none yet';
  if (count < least) return `${inWords(seconds)} over ${count}; ${least} are needed`;
  return `${inWords(seconds)} over ${count.toLocaleString('en')}`;
}

/** All gates in a sentence. */
export function verdictOf(gates: readonly Gate[]): string {
  const failing = gates.filter(({ holds }) => holds === false);
  const open = gates.filter(({ holds }) => holds === null);
  if (failing.length > 0) return `No-go: ${failing.map(({ name }) => name).join('; ')}`;
  if (open.length === 0) return 'Go: every gate that a running service can be held to holds';
  return `Not decided: too little measured yet for ${open.map(({ name }) => name).join('; ')}`;
}
