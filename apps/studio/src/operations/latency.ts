/** Percentiles out of a service's histograms, as it counts them since its start. */

interface MetricValue {
  readonly value: number;
  readonly metricName?: string;
  readonly labels: Readonly<Record<string, string | number>>;
}

/** A metric of `GET /admin/metrics`. */
export interface Metric {
  readonly name: string;
  readonly values: readonly MetricValue[];
}

/** What the metrics were at one time. */
export interface Reading {
  readonly atMs: number;
  readonly metrics: readonly Metric[];
}

/** Observations at or below each bound, in seconds; the last bound is infinite. */
export type Buckets = ReadonlyMap<number, number>;

/** The histogram's buckets; `labels` picks one of its series. Empty where it has none. */
export function bucketsOf(
  { metrics }: Reading,
  name: string,
  labels: Readonly<Record<string, string>> = {},
): Buckets {
  const values = metrics.find((metric) => metric.name === name)?.values ?? [];
  const wanted = values.filter(
    ({ metricName, labels: own }) =>
      metricName === `${name}_bucket` &&
      Object.entries(labels).every(([key, value]) => own[key] === value),
  );
  return new Map(
    wanted.map(({ labels: own, value }) => [own.le === '+Inf' ? Infinity : Number(own.le), value]),
  );
}

/** What was observed since an earlier reading; all of it where the service was restarted between. */
export function since(now: Buckets, before: Buckets): Buckets {
  if (countOf(now) < countOf(before)) return now;
  return new Map([...now].map(([bound, count]) => [bound, count - (before.get(bound) ?? 0)]));
}

export const countOf = (buckets: Buckets): number => buckets.get(Infinity) ?? 0;

/**
 * Quantile in seconds, evenly spread inside its bucket, as Prometheus's histogram_quantile has it. Null
 * without observations; beyond the last finite bound, that bound.
 */
export function quantileOf(buckets: Buckets, share: number): number | null {
  const rank = share * countOf(buckets);
  if (rank === 0) return null;
  let [below, lower] = [0, 0];
  for (const [bound, count] of [...buckets].toSorted(([a], [b]) => a - b)) {
    if (count >= rank && bound === Infinity) break;
    if (count >= rank) return lower + ((bound - lower) * (rank - below)) / (count - below);
    [below, lower] = [count, bound];
  }
  return lower;
}

/** Requests answered since the start, and those with a 5xx. */
export function requestsOf({ metrics }: Reading): { readonly all: number; readonly bad: number } {
  const values = metrics.find(({ name }) => name === 'http_requests_total')?.values ?? [];
  const sum = (of: readonly MetricValue[]) => of.reduce((total, { value }) => total + value, 0);
  const isBad = ({ labels }: MetricValue) => String(labels.status).startsWith('5');
  return { all: sum(values), bad: sum(values.filter(isBad)) };
}

const keptMs = 5 * 60_000;

/** The readings of the last five minutes and one before them, oldest first, with another at the end. */
export function withReading(readings: readonly Reading[], reading: Reading): Reading[] {
  const cut = readings.findLastIndex(({ atMs }) => atMs <= reading.atMs - keptMs);
  return [...readings.slice(Math.max(0, cut)), reading];
}

/** Seconds in words: `12 ms`, `1.3 s`. */
export function inWords(seconds: number | null): string {
  if (seconds === null) return '–';
  return seconds < 1 ? `${Math.ceil(seconds * 1000)} ms` : `${seconds.toFixed(1)} s`;
}
