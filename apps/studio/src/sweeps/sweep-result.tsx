import { sweepMap } from '@scenario-sandbox/charts';
import { formatFigure } from '@scenario-sandbox/charts/format.ts';
import type { Sweep, SweepExtreme } from '@scenario-sandbox/contract';
import { useMemo } from 'react';
import { ChartCard } from '../results/chart-cards.tsx';
import { TableView } from '../results/table-view.tsx';
import { download, tableToCsv } from '../ui/download.ts';
import { useWidth } from '../ui/use-width.ts';
import {
  boxInWords,
  type NameOf,
  namesOf,
  tableOf,
  targetInWords,
  valuesInWords,
} from './words.ts';

interface SweepResultProps {
  readonly sweep: Sweep;
}

/** What a sweep found: what is recommended where, and the runs themselves. */
export function SweepResult({ sweep }: SweepResultProps) {
  const nameOf = useMemo(() => namesOf(sweep), [sweep]);
  const table = useMemo(() => tableOf(sweep, nameOf), [sweep, nameOf]);
  const unit = sweep.objective?.unit ?? '';
  return (
    <section className="sweep-result" aria-label="Result of the sweep">
      <h2>
        {sweep.complete ? 'Result' : 'Result so far'}: {sweep.done.toLocaleString('en')} of{' '}
        {sweep.total.toLocaleString('en')} runs
      </h2>
      {sweep.failed > 0 && <p>{sweep.failed} runs could not be made; the table says why.</p>}
      <ul>
        {sweep.recommendations.map(({ option, runs }) => (
          <li key={option}>
            <strong>{nameOf(option)}</strong> is recommended in {runs.toLocaleString('en')} of{' '}
            {sweep.done.toLocaleString('en')} runs.
          </li>
        ))}
        <Extreme what="Best" of={sweep.best} unit={unit} nameOf={nameOf} />
        <Extreme what="Worst" of={sweep.worst} unit={unit} nameOf={nameOf} />
      </ul>
      <SweepMap sweep={sweep} />
      {sweep.discovery && <Discovery discovery={sweep.discovery} nameOf={nameOf} />}
      <h3>Runs</h3>
      <TableView caption="Runs of the sweep" table={table} />
      <p className="chart-actions">
        <button
          type="button"
          className="button small"
          onClick={() => download('sweep.csv', 'text/csv', tableToCsv(table))}
        >
          CSV<span className="visually-hidden"> of the runs</span>
        </button>
      </p>
    </section>
  );
}

const widestPx = 900;
/** What a card's padding and border take. */
const paddingPx = 28;

function SweepMap({ sweep }: SweepResultProps) {
  const [host, hostWidth] = useWidth<HTMLDivElement>();
  const chart = useMemo(() => {
    if (hostWidth === null) return null;
    const width = Math.min(widestPx, hostWidth - paddingPx);
    return sweepMap(sweep, { width, id: 'sweep' });
  }, [sweep, hostWidth]);
  return <div ref={host}>{chart && <ChartCard chart={chart} />}</div>;
}

interface ExtremeProps {
  readonly what: string;
  readonly of: SweepExtreme | null;
  readonly unit: string;
  readonly nameOf: NameOf;
}

export function Extreme({ what, of, unit, nameOf }: ExtremeProps) {
  if (!of) return null;
  return (
    <li>
      {what}: {nameOf(of.option)} with {formatFigure(of.value)} {unit}, at{' '}
      {valuesInWords(of.values)}.
    </li>
  );
}

interface DiscoveryProps {
  readonly discovery: NonNullable<Sweep['discovery']>;
  readonly nameOf: NameOf;
}

/** Where the runs of interest lie, found by PRIM. */
function Discovery({ discovery, nameOf }: DiscoveryProps) {
  return (
    <>
      <h3>Where it turns</h3>
      <p>
        Of interest are runs where {targetInWords(discovery.target, nameOf)}:{' '}
        {discovery.interesting.toLocaleString('en')}.
      </p>
      {discovery.boxes.length === 0 && <p className="muted">No region of them stands out.</p>}
      <ul>
        {discovery.boxes.map((box) => (
          <li key={boxInWords(box)}>{boxInWords(box)}</li>
        ))}
      </ul>
    </>
  );
}
