import { alertLevels, thresholds } from '@scenario-sandbox/contract';
import { TableView } from '../results/table-view.tsx';
import {
  type Buckets,
  bucketsOf,
  countOf,
  inWords,
  quantileOf,
  type Reading,
  since,
} from './latency.ts';

const measures = [
  ['First token', 'stream_ttff_seconds', thresholds.ttffMs, alertLevels.ttffMs],
  ['Cancel', 'cancel_latency_seconds', thresholds.cancelMs, alertLevels.cancelMs],
] as const;

/** How long people wait, since the gateway started and in the last minutes that this page has watched. */
export function Latencies({ readings }: { readonly readings: readonly Reading[] }) {
  const [first, last] = [readings[0], readings.at(-1)];
  if (!first || !last) return null;
  const watched = Math.min(5, Math.round((last.atMs - first.atMs) / 60_000));
  const recent = watched < 1 ? 'since this page opened' : `last ${watched} min`;
  const rows = measures.flatMap(([label, name, mostMs, alertMs]) => {
    const all = bucketsOf(last, name);
    const row = (window: string, buckets: Buckets) => [
      label,
      window,
      String(countOf(buckets)),
      ...[0.5, 0.95, 0.99].map((share) => inWords(quantileOf(buckets, share))),
      `${mostMs} ms`,
      `${alertMs.toLocaleString('en')} ms`,
    ];
    return [row(recent, since(all, bucketsOf(first, name))), row('since the start', all)];
  });
  return (
    <section aria-label="Latencies">
      <h2>Latencies</h2>
      <TableView
        caption="Percentiles"
        table={{
          columns: [
            'Time to',
            'Window',
            'Measured',
            'P50',
            'P95',
            'P99',
            'P95 at most',
            'Alert at',
          ],
          rows,
        }}
      />
      <p className="muted">
        Of the gateway that answers this page, from its histograms: between two bounds of a bucket a
        percentile is interpolated.
      </p>
    </section>
  );
}
