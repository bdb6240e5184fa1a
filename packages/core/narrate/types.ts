import type { Findings, Frame } from '../decide/findings.ts';

export type Severity = 'info' | 'warning' | 'serious';

/** The figure behind a remark, in the unit named. */
export interface Evidence {
  readonly statistic: string;
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
  readonly unit?: string;
}

/** A change to the scenario: a path such as `samples` or `variables.churn`, and what to write there. */
export interface Patch {
  readonly path: string;
  readonly value: unknown;
}

export interface Suggestion {
  readonly text: string;
  readonly patch?: readonly Patch[];
}

/**
 * One remark of the critique. `message` and `suggestion.text` are plain text, free of control
 * characters, not Markdown: whoever prints them escapes for the place they go to.
 */
export interface CritiqueItem {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  /** Places in the scenario, such as `variables.churn` or `options.usage`. */
  readonly refs: readonly string[];
  readonly evidence: Evidence;
  readonly suggestion?: Suggestion;
  /** 0…1: how much it matters to this decision. Remarks are ordered by it. */
  readonly weight: number;
}

interface CheckBase {
  readonly code: string;
  /** What the check looks for, in a few words. */
  readonly title: string;
  /** The literature it rests on. */
  readonly ground: string;
}

/** A check of the scenario itself: it needs no samples, so it is said before the run ends. */
export interface FrameCheck extends CheckBase {
  readonly stage: 'frame';
  run(frame: Frame): CritiqueItem[];
}

/** A check of what the run found. */
export interface FindingsCheck extends CheckBase {
  readonly stage: 'findings';
  run(findings: Findings): CritiqueItem[];
}

export type Check = FrameCheck | FindingsCheck;
