import type { Report } from '@scenario-sandbox/contract';
import type { Findings } from '../decide/findings.ts';
import { conditionsOf } from '../narrate/sentences/conditions.ts';
import { reasonsOf, summaryOf } from '../narrate/sentences/verdict.ts';
import type { CritiqueItem } from '../narrate/types.ts';
import { inputLabel, lineName, outcomeName } from '../narrate/view.ts';
import { hashOf } from '../text/hash.ts';
import { analysisPart } from './analysis.ts';
import { clean } from './clean.ts';
import { optionParts } from './options.ts';

/** What the engine cannot know of a run: when it was reported and how long it took. */
export interface ReportMeta {
  /** ISO 8601. */
  readonly timestamp: string;
  readonly durationMs: number;
}

function recommendationPart(findings: Findings): Report['recommendation'] {
  const { primary, runnerUp, reason, tooCloseToCall } = findings.recommendation;
  const winner = findings.frame.options.find(({ id }) => id === primary);
  return {
    ...{ primary, name: winner?.name ?? null, runnerUp, reason, tooCloseToCall },
    summary: summaryOf(findings),
    reasons: reasonsOf(findings),
    conditions: conditionsOf(findings),
  };
}

function framePart({ frame }: Findings): Report['frame'] {
  const { inputs, outcomes, series, periods, unused, sampler } = frame;
  return {
    inputs: inputs.map((input) => ({
      ...input,
      label: inputLabel(frame, input.name, input.options[0]),
      options: [...input.options],
    })),
    outcomes: outcomes.map(({ name, unit }) => ({ name, unit, label: outcomeName(frame, name) })),
    series: series.map(({ name, unit }) => ({ name, unit, label: lineName(frame, name) })),
    periods: periods === null ? null : { ...periods },
    unused: [...unused],
    sampler,
  };
}

/** The report without what differs from one run of the question to the next. */
function content(findings: Findings, critique: readonly CritiqueItem[]) {
  const { frame, identity } = findings;
  return clean({
    schema: 'report.v1',
    decision: {
      title: frame.scenario.title,
      question: frame.scenario.question ?? null,
      options: optionParts(findings),
    },
    recommendation: recommendationPart(findings),
    analysis: analysisPart(findings, critique),
    frame: framePart(findings),
    meta: {
      scenarioId: identity.scenarioId,
      seed: frame.seed,
      runId: identity.runId,
      scenarioHash: identity.scenarioHash,
      samples: frame.samples,
      engineVersion: identity.engineVersion,
    },
  }) as Omit<Report, 'meta'> & {
    meta: Omit<Report['meta'], 'timestamp' | 'durationMs' | 'resultHash'>;
  };
}

/**
 * SHA-256, in hex, of the report's RFC 8785 canonical JSON without `meta.timestamp`,
 * `meta.durationMs` and `meta.resultHash`. The same question gives the same hash on every machine.
 */
export function resultHashOf(findings: Findings, critique: readonly CritiqueItem[]): string {
  return hashOf(content(findings, critique));
}

/** Findings and critique as a report.v1. Figures that are not finite are null. */
export function toReport(
  findings: Findings,
  critique: readonly CritiqueItem[],
  { timestamp, durationMs }: ReportMeta,
): Report {
  const report = content(findings, critique);
  return {
    ...report,
    meta: { ...report.meta, timestamp, resultHash: hashOf(report), durationMs },
  };
}
