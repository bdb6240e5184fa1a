import { TableView } from '../results/table-view.tsx';
import { type Gate, verdictOf } from './gates.ts';

const verdicts = new Map([
  [true, 'holds'],
  [false, 'does not hold'],
  [null, 'not decided yet'],
]);

/** Go or no-go by what is measured now. */
export function GateTable({ gates }: { readonly gates: readonly Gate[] }) {
  return (
    <section aria-label="Go or no-go">
      <h2>Go or no-go</h2>
      <p role="status">
        <strong>{verdictOf(gates)}.</strong>
      </p>
      <TableView
        caption="Gates"
        table={{
          columns: ['Gate', 'Threshold', 'Measured since the start', 'Verdict'],
          rows: gates.map(({ name, threshold, measured, holds }) => [
            name,
            threshold,
            measured,
            <span key="verdict" className="verdict" data-holds={holds}>
              {verdicts.get(holds)}
            </span>,
          ]),
        }}
      />
      <p className="muted">
        A release is decided by <code>npx sandbox gate</code>, which also checks replay, contracts,
        security and the deploy pack.
      </p>
    </section>
  );
}
