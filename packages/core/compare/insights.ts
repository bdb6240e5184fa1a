import type {
  Report,
  RiskHotspot,
  RiskHotspots,
  TopDriver,
  TopDrivers,
} from '@scenario-sandbox/contract';

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

const share = (x: number) => `${(100 * x).toFixed(x > 0.1 ? 0 : 1)} %`;

function constraintSpots({ analysis, recommendation }: Report): RiskHotspot[] {
  return analysis.constraints
    .filter(({ option }) => option === recommendation.primary)
    .map(({ id, option, probability, required, satisfied }) => ({
      kind: 'constraint',
      severity: satisfied ? 'info' : 'serious',
      where: option,
      message: `${option} keeps ${id} in ${share(probability ?? 0)} of the samples; ${share(required ?? 0)} is asked for.`,
      probability: probability === null ? null : 1 - probability,
    }));
}

function switchSpots({ analysis, frame }: Report): RiskHotspot[] {
  const perPeriod = new Set(
    frame.inputs.filter((input) => input.perPeriod).map(({ name }) => name),
  );
  const subject = (name: string) =>
    perPeriod.has(name) ? `the mean over the periods of ${name}` : name;
  const text = (value: number | null) =>
    value === null ? 'its threshold' : `${Number(value.toPrecision(4))}`;
  return analysis.switchovers.map(({ variable, to, threshold, until, side, probability }) => ({
    kind: 'switchover',
    severity: (probability ?? 0) >= 0.25 ? 'warning' : 'info',
    where: variable,
    message: `With ${subject(variable)} ${until === undefined ? `${side} ${text(threshold)}` : `between ${text(threshold)} and ${text(until)}`}, ${to} is the better choice.`,
    probability,
  }));
}

/** Outcomes of the recommended option whose worst twentieth has the other sign than their mean. */
function tailSpots({ decision, recommendation }: Report): RiskHotspot[] {
  const option = decision.options.find(({ id }) => id === recommendation.primary);
  return Object.entries(option?.outcomes ?? {}).flatMap(([name, { mean, cvar5 }]) =>
    mean !== null && cvar5 !== null && mean * cvar5 < 0
      ? [
          {
            kind: 'tail' as const,
            severity: 'warning' as const,
            where: option?.id ?? '',
            message: `In the worst 5 % of the samples ${name} is ${Number(cvar5.toPrecision(3))} on average, against ${Number(mean.toPrecision(3))} over all.`,
            probability: 0.05,
          },
        ]
      : [],
  );
}
