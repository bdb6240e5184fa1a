import { type Chart, chartCss, chartKinds, withoutStyle } from '@scenario-sandbox/charts';
import type { Report } from '@scenario-sandbox/contract';
import { memo, useMemo, useState } from 'react';
import { download, tableToCsv } from '../ui/download.ts';
import { unbroken } from '../ui/unbroken.tsx';
import { useWidth } from '../ui/use-width.ts';
import { TableView } from './table-view.tsx';

// A constructed sheet, once for all charts: the page's policy forbids style elements.
const sheet = new CSSStyleSheet();
sheet.replaceSync(chartCss);
document.adoptedStyleSheets.push(sheet);

/** What a card's padding and border take at most, so that a chart is not scaled down. */
const paddingPx = 28;

interface ChartCardsProps {
  readonly report: Report;
  readonly kinds: readonly (keyof typeof chartKinds)[];
  /** Makes ids unique where a page shows several reports. */
  readonly id: string;
  /** In CSS pixels. (Default: as the page has room, once that is measured) */
  readonly width?: number | undefined;
}

/** Drawn again with another report or width, not with every word of a run. */
export const ChartCards = memo(function ChartCards(props: ChartCardsProps) {
  const { report, kinds, id, width: given } = props;
  const [host, measured] = useWidth<HTMLDivElement>();
  const hostWidth = given ?? measured;
  const width = hostWidth === null ? null : Math.floor(hostWidth - paddingPx);
  const charts = useMemo(
    () => (width === null ? [] : kinds.flatMap((kind) => chartKinds[kind](report, { width, id }))),
    [report, kinds, id, width],
  );
  return (
    <div ref={host} className="charts">
      {charts.map((chart) => (
        <ChartCard key={chart.id} chart={chart} />
      ))}
      {width !== null && charts.length === 0 && (
        <p className="muted">The run found nothing to draw here.</p>
      )}
    </div>
  );
});

/** A chart with its summary, the table behind it, and both as files. */
export function ChartCard({ chart }: { readonly chart: Chart }) {
  const [tabular, setTabular] = useState(false);
  return (
    <figure className="chart-card" aria-labelledby={`${chart.id}-caption`}>
      <figcaption id={`${chart.id}-caption`}>
        <h3>{chart.title}</h3>
        <p>{unbroken(chart.summary)}</p>
      </figcaption>
      {tabular ? (
        <TableView table={chart.table} caption={chart.title} />
      ) : (
        // biome-ignore lint/security/noDangerouslySetInnerHtml: our own SVG, its texts escaped by packages/charts
        <div dangerouslySetInnerHTML={{ __html: withoutStyle(chart.svg) }} />
      )}
      <p className="chart-actions">
        <button
          type="button"
          className="button small"
          aria-pressed={tabular}
          onClick={() => setTabular(!tabular)}
        >
          Table<span className="visually-hidden"> of {chart.title}</span>
        </button>
        <button
          type="button"
          className="button small"
          onClick={() => download(`${chart.id}.svg`, 'image/svg+xml', chart.svg)}
        >
          SVG<span className="visually-hidden"> of {chart.title}</span>
        </button>
        <button
          type="button"
          className="button small"
          onClick={() => download(`${chart.id}.csv`, 'text/csv', tableToCsv(chart.table))}
        >
          CSV<span className="visually-hidden"> of {chart.title}</span>
        </button>
      </p>
    </figure>
  );
}
