import { useQueries, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useBackend } from '../backend/context.ts';
import { ChartCards } from '../results/chart-cards.tsx';
import { navigate } from '../route.ts';
import { Failure, Loading } from '../ui/notice.tsx';
import { Sentence } from '../ui/sentence.tsx';
import { readSetting, writeSetting } from '../ui/settings.ts';
import { useTitle } from '../ui/use-title.ts';
import { Differences } from './differences.tsx';

interface CompareProps {
  readonly left: string;
  readonly right: string;
}

const compared = ['outcomes'] as const;
const sides = ['Left', 'Right'] as const;

const pinKey = 'baseline';

/** Two reports side by side; differences are right minus left. */
export default function Compare({ left: asked, right }: CompareProps) {
  const backend = useBackend();
  const [pinned, setPinned] = useState(() => readSetting(pinKey));
  const left = asked || (pinned ?? '');
  useTitle('Compare');
  const list = useQuery({ queryKey: ['scenarios'], queryFn: () => backend.scenarios() });
  // One that is on both sides is asked for once.
  const ids = left && right ? [...new Set([left, right])] : [];
  const reports = useQueries({
    queries: ids.map((id) => ({ queryKey: ['report', id], queryFn: () => backend.report(id) })),
  });
  const [a, b = a] = reports;
  const pin = (id: string | null) => {
    writeSetting(pinKey, id);
    setPinned(id);
  };
  const chosen = (side: 'left' | 'right') => (id: string) =>
    navigate({ page: 'compare', left, right, [side]: id });
  const entries = list.data ?? [];
  const failed = reports.find(({ isError }) => isError);
  return (
    <div className="page wide">
      <h1>Compare two scenarios</h1>
      <div className="compare-choice">
        <div className="sweep-row">
          <Choice
            label="Left: the baseline"
            value={left}
            entries={entries}
            onChange={chosen('left')}
          />
          <button
            type="button"
            className="button"
            aria-pressed={left !== '' && pinned === left}
            disabled={left === ''}
            title="A pinned baseline is there whenever this page is opened"
            onClick={() => pin(pinned === left ? null : left)}
          >
            {left !== '' && pinned === left ? 'Pinned baseline' : 'Pin baseline'}
          </button>
        </div>
        <Choice
          label="Right: compared with it"
          value={right}
          entries={entries}
          onChange={chosen('right')}
        />
      </div>
      {failed && (
        <Failure doing="run the comparison" error={failed.error} onRetry={() => failed.refetch()} />
      )}
      {ids.length > 0 && !failed && !(a?.data && b?.data) && <Loading what="both reports" />}
      {ids.length === 0 && (
        <p className="muted">Choose two scenarios: one as the baseline, one against it.</p>
      )}
      {ids.length > 0 && <Differences ids={[left, right]} reports={[a?.data, b?.data]} />}
      {a?.data && b?.data && (
        <div className="side-by-side">
          {[a.data, b.data].map((report, i) => (
            <section
              key={i === 0 ? 'left' : 'right'}
              aria-label={`${sides[i]}: ${report.decision.title}`}
            >
              <h2>
                {sides[i]}: {report.decision.title}
              </h2>
              <p>
                <Sentence text={report.recommendation.summary} />
              </p>
              <ChartCards report={report} kinds={compared} id={i === 0 ? 'left' : 'right'} />
            </section>
          ))}
        </div>
      )}
    </div>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly entries: readonly { readonly id: string; readonly title: string }[];
  readonly onChange: (id: string) => void;
}

function Choice({ label, value, entries, onChange }: ChoiceProps) {
  return (
    <label className="field wide">
      <span>{label}</span>
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">Choose…</option>
        {entries.map(({ id, title }) => (
          <option key={id} value={id}>
            {title} ({id})
          </option>
        ))}
      </select>
    </label>
  );
}
