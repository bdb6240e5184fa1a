import type {
  Report,
  RiskHotspot,
  RiskHotspots,
  TopDriver,
  TopDrivers,
} from '@scenario-sandbox/contract';
import { plain } from '../narrate/labels.ts';
import { figureOr, optionLabel, percentOr, switchClause } from '../report/names.ts';

/** The inputs that the decision hangs on, the weightiest first: by their value of learning, then by variance. */
export function topDrivers(report: Report): TopDrivers {
  const { sensitivity, switchovers, valueOfInformation } = report.analysis;
  const primary = report.recommendation.primary;
  const names = [...new Set(sensitivity.map(({ variable }) => variable))];
  const drivers = names.map((variable): TopDriver => {
    const rows = sensitivity.filter((row) => row.variable === variable);
    const own = rows.filter((row) => row.option === primary);
    const row = (own.length > 0 ? own : rows).reduce((a, b) =>
      (b.sobolTotal ?? 0) > (a.sobolTotal ?? 0) ? b : a,
    );
    const learned = valueOfInformation.evppi.find((each) => each.variable === variable);
    const switches = switchovers
      .filter((each) => each.variable === variable)
      .sort((a, b) => (b.probability ?? 0) - (a.probability ?? 0))[0];
    return {
      variable,
      option: row.option,
      outcome: row.outcome,
      sobolFirst: row.sobolFirst,
      sobolTotal: row.sobolTotal,
      low: row.low,
      high: row.high,
      valueOfLearning: learned?.value ?? null,
      switchesTo: switches?.to ?? null,
      threshold: switches?.threshold ?? null,
    };
  });
  const weight = ({ valueOfLearning, sobolTotal }: TopDriver) =>
    [valueOfLearning ?? 0, sobolTotal ?? 0] as const;
  drivers.sort((a, b) => weight(b)[0] - weight(a)[0] || weight(b)[1] - weight(a)[1]);
  return { ...about(report), kind: 'top-drivers', drivers };
}

const order = { serious: 0, warning: 1, info: 2 } as const;

/** Where it can go wrong, the gravest first: constraints at risk, likely switches, heavy losses, the critique. */
export function riskHotspots(report: Report): RiskHotspots {
  const hotspots = [
    ...constraintSpots(report),
    ...switchSpots(report),
    ...tailSpots(report),
    ...report.analysis.critique
      .filter(({ severity }) => severity !== 'info')
      .map(
        ({ severity, refs, message, title }): RiskHotspot => ({
          kind: 'critique',
          severity,
          where: refs[0] ?? title,
          message,
          probability: null,
        }),
      ),
  ];
  hotspots.sort(
    (a, b) => order[a.severity] - order[b.severity] || (b.probability ?? 0) - (a.probability ?? 0),
  );
  return { ...about(report), kind: 'risk-hotspots', hotspots };
}

function about(report: Report) {
  const { runId, scenarioId, seed } = report.meta;
  const recommendation = report.recommendation.primary;
  return { schema: 'insights.v1' as const, runId, scenarioId, seed, recommendation };
}

function constraintSpots(report: Report): RiskHotspot[] {
  return report.analysis.constraints
    .filter(({ option }) => option === report.recommendation.primary)
    .map(({ id, option, probability, required, satisfied }) => ({
      kind: 'constraint',
      severity: satisfied ? 'info' : 'serious',
      where: option,
      message: `${optionLabel(report, option)} keeps ${plain(id, 48)} in ${percentOr(probability)} of samples; ${percentOr(required)} is required.`,
      probability: probability === null ? null : 1 - probability,
    }));
}

function switchSpots(report: Report): RiskHotspot[] {
  return report.analysis.switchovers.map((change) => ({
    kind: 'switchover',
    severity: (change.probability ?? 0) >= 0.25 ? 'warning' : 'info',
    where: change.variable,
    message: `${optionLabel(report, change.to)} is the better choice where ${switchClause(report, change)}.`,
    probability: change.probability,
  }));
}

/** Outcomes of the recommended option whose worst twentieth has the other sign than their mean. */
function tailSpots(report: Report): RiskHotspot[] {
  const option = report.decision.options.find(({ id }) => id === report.recommendation.primary);
  return Object.entries(option?.outcomes ?? {}).flatMap(
    ([name, { mean, cvar5 }]): RiskHotspot[] => {
      if (option === undefined || mean === null || cvar5 === null || !(mean * cvar5 < 0)) return [];
      const line = report.frame.outcomes.find((outcome) => outcome.name === name);
      const unit = line?.unit ?? null;
      return [
        {
          kind: 'tail',
          severity: 'warning',
          where: option.id,
          message: `The worst 5 % of samples average ${figureOr(cvar5, unit)} of ${plain(line?.label ?? name, 64)} with ${optionLabel(report, option.id)}, against ${figureOr(mean, unit)} over all.`,
          probability: 0.05,
        },
      ];
    },
  );
}
