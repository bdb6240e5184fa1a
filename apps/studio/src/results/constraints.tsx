import { formatShare } from '@scenario-sandbox/charts/format.ts';
import type { Report } from '@scenario-sandbox/contract';
import { wordsOf } from '../ui/words-of.ts';
import { TableView } from './table-view.tsx';

/** Chance constraints: how often each holds, and how often it must. */
export function Constraints({ report }: { readonly report: Report }) {
  const { constraints } = report.analysis;
  if (constraints.length === 0) return null;
  const nameOf = (id: string) =>
    report.decision.options.find((option) => option.id === id)?.name ?? id;
  return (
    <section aria-label="Constraints">
      <h3>Constraints</h3>
      <TableView
        caption="Constraints"
        table={{
          columns: ['Constraint', 'Option', 'Holds in', 'Must hold in', 'Verdict'],
          rows: constraints.map(({ id, option, probability, required, satisfied }) => [
            wordsOf(id),
            nameOf(option),
            formatShare(probability),
            formatShare(required),
            satisfied ? 'met' : 'not met',
          ]),
        }}
      />
    </section>
  );
}
