import { formatFigure, formatShare } from '@scenario-sandbox/charts/format.ts';
import type { Compare } from '@scenario-sandbox/contract';
import { useState } from 'react';
import { TableView } from '../results/table-view.tsx';
import { columnHead, signed } from '../results/words.ts';
import {
  type Directions,
  type Order,
  type OutcomeRow,
  orders,
  outcomeRows,
} from './outcome-rows.ts';

interface OutcomeTableProps {
  readonly comparison: Compare;
  readonly directions: Directions;
}

/** Outcomes of the options that both sides have, what got worse first. */
export function OutcomeTable({ comparison, directions }: OutcomeTableProps) {
  const [order, setOrder] = useState<Order>('Worse first');
  const rows = outcomeRows(comparison, directions).toSorted(orders[order]);
  if (rows.length === 0) return null;
  return (
    <>
      <h3>Outcomes, option by option</h3>
      <label className="field no-print">
        <span>Order</span>
        <select value={order} onChange={({ target }) => setOrder(target.value as Order)}>
          {Object.keys(orders).map((each) => (
            <option key={each}>{each}</option>
          ))}
        </select>
      </label>
      <TableView
        caption="Outcomes of the options that both have"
        table={{
          columns: [
            'Option',
            'Outcome',
            'Left',
            'Right',
            'Difference',
            '95 % interval',
            'For the decision',
            'Right above left in',
          ],
          rows: rows.map(cellsOf),
        }}
      />
    </>
  );
}

function cellsOf({ name, delta, verdict }: OutcomeRow) {
  const { label, unit, left, right, difference, probabilityRightAbove } = delta;
  const holds = verdict === 'better' ? true : verdict === 'worse' ? false : undefined;
  return [
    name,
    columnHead(label, unit),
    formatFigure(left),
    formatFigure(right),
    signed(difference.value),
    `${signed(difference.low)} to ${signed(difference.high)}`,
    <span key="verdict" className="verdict" data-holds={holds}>
      {verdict}
    </span>,
    formatShare(probabilityRightAbove),
  ];
}
