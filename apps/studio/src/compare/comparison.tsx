import { formatFigure, formatShare } from '@scenario-sandbox/charts/format.ts';
import type { Compare, ReportEstimate } from '@scenario-sandbox/contract';
import { TableView } from '../results/table-view.tsx';
import { signed } from '../results/words.ts';

/** What differs between two runs, how surely, and which change does it. */
export function Comparison({ comparison }: { readonly comparison: Compare }) {
  const { delta, headline, left, right } = comparison;
  return (
    <section aria-label="Differences">
      <h2>{headline}</h2>
      {delta.value && delta.objective && (
        <p>
          What the right recommends is worth{' '}
          <strong>
            {signed(delta.value.difference.value)} {delta.objective.unit}
          </strong>{' '}
          of {delta.objective.name} against what the left does, each in its own scenario (
          {intervalOf(delta.value.difference)}); the right comes out better in{' '}
          {formatShare(delta.value.probabilityRightBetter)} of samples.
        </p>
      )}
      <Remarks words={delta.incompatibilities} />
      <Sides left={left} right={right} />
      <Drivers comparison={comparison} />
      <Changes comparison={comparison} />
      <Outcomes comparison={comparison} />
    </section>
  );
}

const intervalOf = ({ low, high }: ReportEstimate): string =>
  `95 % interval ${signed(low)} to ${signed(high)}`;

function Remarks({ words }: { readonly words: readonly string[] }) {
  if (words.length === 0) return null;
  return (
    <ul>
      {words.map((each) => (
        <li key={each}>{each}</li>
      ))}
    </ul>
  );
}

function Sides({ left, right }: Pick<Compare, 'left' | 'right'>) {
  const row = (side: string, { title, recommendation, seed, samples }: Compare['left']) => [
    side,
    title,
    recommendation.name ?? 'none',
    recommendation.confidence,
    formatShare(recommendation.probabilityBest),
    formatFigure(recommendation.value),
    String(seed),
    formatFigure(samples),
  ];
  const columns = ['', 'Scenario', 'Recommended', 'Confidence', 'Best in', 'Value'];
  return (
    <TableView
      caption="The two runs"
      table={{
        columns: [...columns, 'Seed', 'Samples'],
        rows: [row('Left', left), row('Right', right)],
      }}
    />
  );
}

function Drivers({ comparison: { key_drivers, delta } }: { readonly comparison: Compare }) {
  if (key_drivers.length === 0) return null;
  const unit = delta.objective?.unit ?? '';
  return (
    <>
      <h3>Which change does it</h3>
      <TableView
        caption="Contribution of each change to the difference of values"
        table={{
          columns: ['Change', unit ? `Contribution, ${unit}` : 'Contribution', 'Of the difference'],
          rows: key_drivers.map(({ change, contribution, share }) => [
            change,
            signed(contribution),
            // Changes that work against each other are more than the whole, or less than nothing.
            share === null ? '–' : `${signed(Math.round(share * 100))} %`,
          ]),
        }}
      />
    </>
  );
}

function Changes({ comparison: { delta } }: { readonly comparison: Compare }) {
  if (delta.inputs.length === 0) return <p className="muted">Both ask the same question.</p>;
  return (
    <details open={delta.inputs.length <= 6}>
      <summary>What differs in the question ({delta.inputs.length})</summary>
      <TableView
        caption="What differs in the question"
        table={{
          columns: ['Where', 'Left', 'Right'],
          rows: delta.inputs.map(({ path, left, right }) => [path, left ?? '–', right ?? '–']),
        }}
      />
    </details>
  );
}

function Outcomes({ comparison: { delta } }: { readonly comparison: Compare }) {
  const rows = delta.options.flatMap(({ id, outcomes }) =>
    outcomes.map((each) => [
      id,
      each.unit && each.unit !== '1' ? `${each.outcome}, ${each.unit}` : each.outcome,
      formatFigure(each.left),
      formatFigure(each.right),
      signed(each.difference.value),
      `${signed(each.difference.low)} to ${signed(each.difference.high)}`,
      formatShare(each.probabilityRightAbove),
    ]),
  );
  if (rows.length === 0) return null;
  const columns = ['Option', 'Outcome', 'Left', 'Right', 'Difference', '95 % interval'];
  return (
    <>
      <h3>Outcomes, option by option</h3>
      <TableView
        caption="Outcomes of the options that both have"
        table={{ columns: [...columns, 'Right above left in'], rows }}
      />
    </>
  );
}
