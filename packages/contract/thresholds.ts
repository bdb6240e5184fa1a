/** What the release promises; `sandbox gate` and the operations page hold it against what they measure. */
export const thresholds = {
  /** 95th percentile of the time from a request to the first token. */
  ttffMs: 500,
  /** 95th percentile of the time from a cancel to the end of its stream. */
  cancelMs: 150,
  /** Time from two questions to what sets them apart. */
  comparisonMs: 600_000,
} as const;

/** Where the release's alerts begin (deploy/observability/prometheus/rules.yml). */
export const alertLevels = {
  ttffMs: 1_000,
  cancelMs: 300,
  /** Share of requests answered with a 5xx. */
  errorShare: 0.05,
} as const;
