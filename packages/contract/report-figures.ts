import { closed, Figure } from './parts.ts';
import { type Static, Type } from './type.ts';

/** Figures that several parts of report.v1 hold. */

export const Way = Type.Union([Type.Literal('maximise'), Type.Literal('minimise')], {
  description: 'Which way is better.',
});

export const ReportEstimate = Type.Object(
  {
    value: Figure('The estimate.'),
    low: Figure('Lower end of its 95 % Monte Carlo interval.'),
    high: Figure('Upper end of its 95 % Monte Carlo interval.'),
  },
  { ...closed, description: 'A Monte Carlo estimate with its 95 % interval.' },
);
export type ReportEstimate = Static<typeof ReportEstimate>;

export const ReportStatistics = Type.Object(
  {
    mean: Figure('Mean over the samples.'),
    sd: Figure('Standard deviation.'),
    p5: Figure('5th percentile.'),
    p10: Figure('10th percentile.'),
    p25: Figure('25th percentile.'),
    p50: Figure('Median.'),
    p75: Figure('75th percentile.'),
    p90: Figure('90th percentile.'),
    p95: Figure('95th percentile.'),
    cvar5: Figure(
      'Mean of the worst 5 % of the samples: the highest where the outcome is minimised, else the lowest.',
    ),
    min: Figure('Smallest sample.'),
    max: Figure('Largest sample.'),
    nan: Type.Integer({ description: 'Samples that are not a number; left out of the figures.' }),
    infinite: Type.Integer({ description: 'Samples that are infinite; left out of the figures.' }),
    quantiles: Type.Optional(
      Type.Array(Type.Union([Type.Number(), Type.Null()]), {
        description: 'Quantiles at evenly spaced probabilities, (i + 0.5) / length.',
      }),
    ),
  },
  { ...closed, description: 'Statistics of one outcome, in its unit.' },
);
export type ReportStatistics = Static<typeof ReportStatistics>;
