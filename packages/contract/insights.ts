import { closed, Figure, Text, TextOrNull } from './parts.ts';
import { RunIdText } from './queries.ts';
import { type Static, Type } from './type.ts';

/** `GET /insights/…`: what a run's report says, picked out and put in order. */

export const InsightsQuery = Type.Object({ runId: RunIdText }, closed);

export const TopDriver = Type.Object(
  {
    variable: Text('The input.'),
    option: Text('The option on which it weighs most.'),
    outcome: Text('The outcome that was looked at.'),
    sobolFirst: Figure('Share of the variance that it explains alone.'),
    sobolTotal: Figure('Its share with all interactions.'),
    low: Figure('Outcome with it at its 10th percentile, all else at the median.'),
    high: Figure('Outcome with it at its 90th percentile, all else at the median.'),
    valueOfLearning: Figure('Expected value of learning it before deciding.'),
    switchesTo: TextOrNull('The option that overtakes at its switching value; null for none.'),
    threshold: Figure('That switching value.'),
  },
  closed,
);
export type TopDriver = Static<typeof TopDriver>;

export const RiskHotspot = Type.Object(
  {
    kind: Type.Enum(['constraint', 'switchover', 'tail', 'critique'], {
      description: 'What sort of risk it is.',
    }),
    severity: Type.Enum(['serious', 'warning', 'info']),
    where: Text('Option, variable, or place in the scenario.'),
    message: Text('The risk in plain words.'),
    probability: Figure('How likely it is, where that is known.'),
  },
  closed,
);
export type RiskHotspot = Static<typeof RiskHotspot>;

const about = {
  schema: Type.Literal('insights.v1'),
  runId: Type.String(),
  scenarioId: Type.String(),
  seed: Type.Integer(),
  recommendation: TextOrNull('Id of the recommended option.'),
};
export const TopDrivers = Type.Object(
  { ...about, kind: Type.Literal('top-drivers'), drivers: Type.Array(TopDriver) },
  closed,
);
export type TopDrivers = Static<typeof TopDrivers>;
export const RiskHotspots = Type.Object(
  { ...about, kind: Type.Literal('risk-hotspots'), hotspots: Type.Array(RiskHotspot) },
  closed,
);
export type RiskHotspots = Static<typeof RiskHotspots>;
