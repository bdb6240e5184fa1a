import { sweepMap } from '@scenario-sandbox/charts';
import { withUnit } from '@scenario-sandbox/charts/format.ts';
import type { Sweep, SweepExtreme } from '@scenario-sandbox/contract';
import { useMemo } from 'react';
import { ChartCard } from '../results/chart-cards.tsx';
import { TableView } from '../results/table-view.tsx';
import { download, tableToCsv } from '../ui/download.ts';
import { HeldWidth } from '../ui/held-width.tsx';
import { unbroken } from '../ui/unbroken.tsx';
import { useWidth } from '../ui/use-width.ts';
import { boxInWords, type Names, tableOf, targetInWords, valuesInWords } from './words.ts';

interface SweepResultProps {
  readonly sweep: Sweep;
  readonly names: Names;
}

/** What a sweep found: what is recommended where, and the runs themselves. */
export function SweepResult({ sweep, names }: SweepResultProps) {
  const table = useMemo(() => tableOf(sweep, names), [sweep, names]);
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
            <strong>{names.option(option)}</strong> is recommended in {runs.toLocaleString('en')} of{' '}
            {sweep.done.toLocaleString('en')} runs.
          </li>
        ))}
        <Extreme what="Best" of={sweep.best} unit={unit} names={names} />
        <Extreme what="Worst" of={sweep.worst} unit={unit} names={names} />
      </ul>
      <SweepMap sweep={sweep} names={names} />
      {sweep.discovery && <Discovery discovery={sweep.discovery} names={names} />}
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

function SweepMap({ sweep, names }: SweepResultProps) {
  const [host, hostWidth] = useWidth<HTMLDivElement>();
  const chart = useMemo(() => {
    if (hostWidth === null) return null;
    const width = Math.min(widestPx, Math.floor(hostWidth - paddingPx));
    return sweepMap(sweep, { width, id: 'sweep' }, names.variable);
  }, [sweep, names, hostWidth]);
  return (
    <div ref={host} className="sweep-map">
      {chart && (
        <HeldWidth>
          <ChartCard chart={chart} />
        </HeldWidth>
      )}
    </div>
  );
}

interface ExtremeProps {
  readonly what: string;
  readonly of: SweepExtreme | null;
  readonly unit: string;
  readonly names: Names;
}

export function Extreme({ what, of, unit, names }: ExtremeProps) {
  if (!of) return null;
  return (
    <li>
      {what}: {names.option(of.option)} with {unbroken(withUnit(of.value, unit))}, where{' '}
      {unbroken(valuesInWords(of.values, names))}.
    </li>
  );
}

interface DiscoveryProps {
  readonly discovery: NonNullable<Sweep['discovery']>;
  readonly names: Names;
}

/** Where the runs of interest lie, found by PRIM. */
function Discovery({ discovery, names }: DiscoveryProps) {
  return (
    <>
      <h3>Where it turns</h3>
      <p>
        Of interest are runs where {targetInWords(discovery.target, names)}:{' '}
        {discovery.interesting.toLocaleString('en')}.
      </p>
      {discovery.boxes.length === 0 && <p className="muted">No region of them stands out.</p>}
      <ul>
        {discovery.boxes.map((box) => (
          <li key={boxInWords(box, names)}>{unbroken(boxInWords(box, names))}</li>
        ))}
      </ul>
    </>
  );
}
