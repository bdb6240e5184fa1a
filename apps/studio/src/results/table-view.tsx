import { formatFigure } from '@scenario-sandbox/charts/format.ts';
import type { ReactNode } from 'react';
import { HeldWidth } from '../ui/held-width.tsx';

/** As a chart's table, with anything that can be shown in its cells. Null is a missing figure. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly ReactNode[])[];
}

/** The figures behind a chart. Scrolls by itself, with the keyboard too. */
export function TableView({ table, caption }: { readonly table: Table; readonly caption: string }) {
  const rows = table.rows.slice(0, 500);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="table-scroll" tabIndex={0} aria-label={caption}>
      <HeldWidth>
        <table>
          <thead>
            <tr>
              {table.columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other identity and keep their order
              <tr key={i}>
                {row.map((cell, k) => (
                  <td key={table.columns[k]} data-number={typeof cell === 'number'}>
                    {typeof cell === 'number' || cell === null ? formatFigure(cell) : cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </HeldWidth>
      {rows.length === 0 && <p className="muted">None yet.</p>}
      {rows.length < table.rows.length && (
        <p className="muted">The CSV has all {table.rows.length} rows.</p>
      )}
    </section>
  );
}
