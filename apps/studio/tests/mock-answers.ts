/** What the mock gateway always says. */

export const health = {
  status: 'healthy',
  version: '0.1.0',
  engineVersion: '0.1.0',
  uptimeSeconds: 600,
  openStreams: 0,
  checks: { engine: 'ok', store: 'ok' },
  services: [
    { service: 'gateway', status: 'ready', version: '0.1.0', checks: {}, answeredInMs: null },
    { service: 'engine', status: 'ready', version: '0.1.0', checks: {}, answeredInMs: 3 },
    { service: 'jobs', status: 'unreachable', version: null, checks: {}, answeredInMs: null },
  ],
};

export const metrics = [
  {
    name: 'stream_ttff_seconds',
    values: [0.05, 0.1, 0.5, '+Inf'].map((le, i) => ({
      metricName: 'stream_ttff_seconds_bucket',
      labels: { le },
      value: [90, 95, 100, 100][i],
    })),
  },
];

export const trail = [
  {
    at: '2025-01-01T00:00:00.000Z',
    actor: 'f9b45e69417e2151',
    action: 'kill-switch.on',
    target: null,
    result: '200',
  },
];

export const problem = {
  code: 'NOT_FOUND',
  status: 404,
  detail: 'no scenario of that id',
  retryable: false,
};

export const refusal = {
  code: 'UNPROCESSABLE',
  status: 422,
  detail: 'model.value needs a name that is not there.',
  retryable: false,
};

export const killed = {
  code: 'KILL_SWITCH',
  status: 503,
  detail: 'The service is switched off.',
  retryable: true,
};

export const jobs = [
  {
    jobId: 'j-1',
    type: 'sweep',
    status: 'completed_with_errors',
    scenarioId: 'release',
    progress: { total: 500, done: 400, failed: 100, etaMs: null },
    errors: [{ chunk: 4, attempts: 3, code: 'INTERNAL', message: 'The engine broke off.' }],
    error: null,
    createdAt: '2025-01-01T00:00:00.000Z',
  },
];
