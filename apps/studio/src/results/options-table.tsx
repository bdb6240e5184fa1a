import { formatShare } from '@scenario-sandbox/charts/format.ts';
import type { Report } from '@scenario-sandbox/contract';
import { TableView } from './table-view.tsx';

export function OptionsTable({ report }: { readonly report: Report }) {
  const options = report.decision.options.toSorted((a, b) => (a.rank ?? 1e9) - (b.rank ?? 1e9));
  if (options.every(({ rank }) => rank === null)) return null;
  const unit = report.analysis.objective?.unit ?? '';
  return (
    <section aria-label="All options">
      <h3>All options</h3>
      <TableView
        caption="All options"
        table={{
          columns: ['Rank', 'Option', 'Score', 'Best in', `Expected regret${unit && `, ${unit}`}`],
          rows: options.map((option) => [
            option.rank,
            option.name,
            option.score,
            formatShare(option.probabilityBest),
            option.expectedRegret,
          ]),
        }}
      />
    </section>
  );
}
