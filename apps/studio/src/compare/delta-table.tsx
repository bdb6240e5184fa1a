import { formatFigure, formatShare } from '@scenario-sandbox/charts/format.ts';
import type { Report } from '@scenario-sandbox/contract';
import { TableView } from '../results/table-view.tsx';
import { signed, signedShare } from '../results/words.ts';
import { deltasOf, headlineOf } from './deltas.ts';

export function DeltaTable({ left, right }: { readonly left: Report; readonly right: Report }) {
  const deltas = deltasOf(left, right);
  return (
    <section aria-label="Differences">
      <h2>{headlineOf(left, right)}</h2>
      {deltas.length === 0 ? (
        <p className="muted">The two have no option in common, so there is nothing to subtract.</p>
      ) : (
        <TableView
          caption="Differences by option"
          table={{
            columns: ['Option', 'Figure', 'Baseline', 'Compared', 'Difference'],
            rows: deltas.map((delta) => [
              delta.option,
              delta.figure,
              ...(delta.share
                ? [formatShare(delta.left), formatShare(delta.right), signedShare(delta.difference)]
                : [formatFigure(delta.left), formatFigure(delta.right), signed(delta.difference)]),
            ]),
          }}
        />
      )}
    </section>
  );
}
