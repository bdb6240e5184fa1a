import { formatFigure, formatShare } from '@scenario-sandbox/charts/format.ts';
import type { Compare } from '@scenario-sandbox/contract';
import { TableView } from '../results/table-view.tsx';
import { signed } from '../results/words.ts';
import { Facts } from '../ui/facts.tsx';
import { Notice } from '../ui/notice.tsx';
import { Sentence } from '../ui/sentence.tsx';
import type { Directions } from './outcome-rows.ts';
import { OutcomeTable } from './outcome-table.tsx';

interface ComparisonProps {
  readonly comparison: Compare;
  readonly directions: Directions;
}

/** What differs between two runs, how surely, and which change does it. */
export function Comparison({ comparison, directions }: ComparisonProps) {
  const { delta, headline, left, right } = comparison;
  return (
    <section aria-label="Differences">
      <h2>
        <Sentence text={headline} />
      </h2>
      <Verdict delta={delta} />
      <Remarks words={delta.incompatibilities} />
      <Sides left={left} right={right} />
      <Drivers comparison={comparison} />
      <Changes comparison={comparison} />
      <OutcomeTable comparison={comparison} directions={directions} />
    </section>
  );
}

/** The difference of what is recommended, its interval, and how often the right wins. */
function Verdict({ delta: { value, objective } }: Pick<Compare, 'delta'>) {
  if (!value || !objective) return null;
  const { difference, probabilityRightBetter } = value;
  const { unit } = objective;
  const facts: readonly (readonly [string, string])[] = [
    [`Difference of ${objective.label}`, signed(difference.value, unit)],
    ['95 % interval', `${signed(difference.low, unit)} to ${signed(difference.high, unit)}`],
    ['P(right beats left)', formatShare(probabilityRightBetter)],
  ];
  return (
    <>
      <Facts facts={facts} className="facts" />
      <p className="muted">
        Each side does what it recommends, in its own scenario; sample by sample where both draw the
        same random numbers.
      </p>
    </>
  );
}

function Remarks({ words }: { readonly words: readonly string[] }) {
  if (words.length === 0) return null;
  return (
    <Notice tone="warning" title="The two are not like for like">
      <ul>
        {words.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
    </Notice>
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
  const most = Math.max(...key_drivers.map(({ contribution }) => Math.abs(contribution ?? 0)));
  return (
    <>
      <h3>Which change does it</h3>
      <TableView
        caption="Contribution of each change to the difference of values"
        table={{
          columns: [
            'Change',
            unit ? `Contribution, ${unit}` : 'Contribution',
            'Of the difference',
            'Towards',
          ],
          rows: key_drivers.map(({ name, contribution, share }) => [
            name,
            signed(contribution),
            // Changes that work against each other are more than the whole, or less than nothing.
            share === null ? '–' : `${signed(Math.round(share * 100))} %`,
            <Bar key="bar" value={contribution} most={most} />,
          ]),
        }}
      />
    </>
  );
}

interface BarProps {
  readonly value: number | null;
  /** The largest of all, without its sign. */
  readonly most: number;
}

/** A contribution as a bar from the middle; the figure stands beside it. */
function Bar({ value, most }: BarProps) {
  if (value === null || most === 0) return null;
  const length = (Math.abs(value) / most) * 50;
  return (
    <svg className="driver-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      <rect x={value < 0 ? 50 - length : 50} y="1" width={length} height="8" />
      <line x1="50" x2="50" y1="0" y2="10" />
    </svg>
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
          columns: ['What', 'Left', 'Right'],
          rows: delta.inputs.map(({ name, left, right }) => [name, left ?? '–', right ?? '–']),
        }}
      />
    </details>
  );
}
