import { ErrorEvent, Route } from './events.ts';
import { closed, Samples, Seed } from './parts.ts';
import { Scenario } from './scenario.ts';
import { type Static, Type } from './type.ts';

/**
 * Between the services and the engine, which keeps no user data: the scenario travels in the request.
 * Closing the request stops the run.
 *
 *   POST /runs     RunRequest    → application/x-ndjson: one RunEvent a line, the last `done` or `error`
 *   POST /reports  ReportRequest → the document, with its own content type
 *   POST /lint     LintRequest   → lint.v1
 *
 * A request that cannot be run at all is answered with a problem instead.
 */

export const RunRequest = Type.Object(
  {
    scenario: Scenario,
    seed: Seed,
    samples: Type.Optional(Samples),
    route: Route,
    /** Most tokens. */
    budget: Type.Integer({ minimum: 1 }),
    /** A narrator of the engine; by default the built-in one, which alone says the same every time. */
    model: Type.Optional(Type.String({ maxLength: 64 })),
  },
  closed,
);
export type RunRequest = Static<typeof RunRequest>;

/** Of the built-in narrator in the same order and with the same content whenever the same run is asked for. */
export const RunEvents = {
  progress: Type.Object(
    {
      type: Type.Literal('progress'),
      percent: Type.Number({ minimum: 0, maximum: 100 }),
      message: Type.String(),
    },
    closed,
  ),
  token: Type.Object({ type: Type.Literal('token'), text: Type.String() }, closed),
  done: Type.Object(
    {
      type: Type.Literal('done'),
      totalTokens: Type.Integer({ minimum: 0 }),
      runId: Type.String(),
      resultHash: Type.String(),
      truncated: Type.Boolean(),
    },
    closed,
  ),
  error: ErrorEvent,
} as const;
export type RunEvent = {
  [Name in keyof typeof RunEvents]: Static<(typeof RunEvents)[Name]>;
}[keyof typeof RunEvents];

export const reportFormats = ['json', 'md', 'csv', 'html'] as const;
export const ReportFormat = Type.Enum([...reportFormats]);
export type ReportFormat = (typeof reportFormats)[number];

/** Content type of each format of a report. */
export const reportContentTypes: Readonly<Record<ReportFormat, string>> = {
  json: 'application/json; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  html: 'text/html; charset=utf-8',
};

export const ReportRequest = Type.Object(
  {
    scenario: Scenario,
    seed: Seed,
    samples: Type.Optional(Samples),
    format: ReportFormat,
  },
  closed,
);
export type ReportRequest = Static<typeof ReportRequest>;

/** A scenario as text, so that problems carry lines, or as an object. */
export const LintRequest = Type.Union([
  Type.Object({ text: Type.String() }, closed),
  Type.Object({ scenario: Type.Unknown() }, closed),
]);
export type LintRequest = Static<typeof LintRequest>;
