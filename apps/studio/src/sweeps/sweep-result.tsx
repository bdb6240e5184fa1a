import { formatFigure } from '@scenario-sandbox/charts/format.ts';
import type { Sweep, SweepExtreme } from '@scenario-sandbox/contract';
import { useMemo } from 'react';
import { TableView } from '../results/table-view.tsx';
import { download, tableToCsv } from '../ui/download.ts';
import { boxInWords, tableOf, valuesInWords } from './words.ts';

/** What a sweep found: what is recommended where, and the runs themselves. */
export function SweepResult({ sweep }: { readonly sweep: Sweep }) {
  const table = useMemo(() => tableOf(sweep), [sweep]);
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
            <strong>{option}</strong> is recommended in {runs.toLocaleString('en')} of{' '}
            {sweep.done.toLocaleString('en')} runs.
          </li>
        ))}
        <Extreme what="Best" of={sweep.best} unit={unit} />
        <Extreme what="Worst" of={sweep.worst} unit={unit} />
      </ul>
      {sweep.discovery && <Discovery discovery={sweep.discovery} />}
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

interface ExtremeProps {
  readonly what: string;
  readonly of: SweepExtreme | null;
  readonly unit: string;
}

function Extreme({ what, of, unit }: ExtremeProps) {
  if (!of) return null;
  return (
    <li>
      {what}: {of.option} with {formatFigure(of.value)} {unit}, at {valuesInWords(of.values)}.
    </li>
  );
}

/** Where the runs of interest lie, found by PRIM. */
function Discovery({ discovery }: { readonly discovery: NonNullable<Sweep['discovery']> }) {
  return (
    <>
      <h3>Where it turns</h3>
      <p>
        Of interest are runs where {discovery.target}: {discovery.interesting.toLocaleString('en')}.
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
