import { formatShare, isFigure, rangeWithUnit, withUnit } from '@scenario-sandbox/charts/format.ts';
import { byRank, isRecommended, measureOf, statisticsOf } from '@scenario-sandbox/charts/read.ts';
import type { Report } from '@scenario-sandbox/contract';
import { capitalised } from '@scenario-sandbox/core/narrate/labels.ts';
import { wordsOf } from '../ui/words-of.ts';

/** The options at a glance: where nine samples in ten fall, the mean, and how often each is best. */
export function Standing({ report }: { readonly report: Report }) {
  const measure = measureOf(report);
  const rows = byRank(report).map((option) => ({ option, of: statisticsOf(option, measure) }));
  const ends = rows.flatMap(({ of }) => [of?.p5, of?.p95]).filter((end) => isFigure(end ?? null));
  const [low, high] = [Math.min(...(ends as number[])), Math.max(...(ends as number[]))];
  if (!(high > low)) return null;
  const at = (value: number) => (100 * (value - low)) / (high - low);
  return (
    <table className="standing">
      <caption>
        {capitalised(measure.label)} of each option{better[measure.direction]}
      </caption>
      <thead>
        <tr>
          <th scope="col">Option</th>
          <th scope="col">90 % of samples</th>
          <th scope="col">Mean</th>
          <th scope="col">Best in</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ option, of }) => (
          <tr key={option.id} data-recommended={isRecommended(report, option.id)}>
            <th scope="row">
              {option.name}
              {broken(report, option.id).map((id) => (
                <span key={id} className="breaks">
                  breaks “{wordsOf(id)}”
                </span>
              ))}
            </th>
            <td>
              <span className="visually-hidden">
                {rangeWithUnit(of?.p5 ?? null, of?.p95 ?? null, measure.unit)}
              </span>
              {of && isFigure(of.p5) && isFigure(of.p95) && isFigure(of.mean) && (
                <Range from={at(of.p5)} to={at(of.p95)} mean={at(of.mean)} zero={at(0)} />
              )}
            </td>
            <td data-number="true">{withUnit(of?.mean ?? null, measure.unit)}</td>
            <td data-number="true">{formatShare(option.probabilityBest)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Constraints that an option does not meet. */
const broken = ({ analysis }: Report, option: string): string[] =>
  analysis.constraints.flatMap((each) =>
    each.option === option && !each.satisfied ? [each.id] : [],
  );

const better = { maximise: ', the more the better', minimise: ', the less the better' } as const;

interface RangeProps {
  /** In hundredths of the width, as all of them; zero may lie outside. */
  readonly from: number;
  readonly to: number;
  readonly mean: number;
  readonly zero: number;
}

function Range({ from, to, mean, zero }: RangeProps) {
  return (
    <svg className="range-bar" viewBox="-1 0 102 16" preserveAspectRatio="none" aria-hidden="true">
      {zero > 0 && zero < 100 && <line className="zero" x1={zero} x2={zero} y1={0} y2={16} />}
      <rect x={from} y={5} width={Math.max(to - from, 0.5)} height={6} rx={1} />
      <line className="mean" x1={mean} x2={mean} y1={2} y2={14} />
    </svg>
  );
}
