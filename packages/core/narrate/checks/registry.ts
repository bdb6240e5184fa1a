import type { Check } from '../types.ts';
import { check as constraintFailed } from './constraint-failed.ts';
import { check as contradictingComparisons } from './contradicting-comparisons.ts';
import { check as deterministic } from './deterministic.ts';
import { check as dominated } from './dominated.ts';
import { check as doubleCounting } from './double-counting.ts';
import { check as fewOptions } from './few-options.ts';
import { check as idleCriterion } from './idle-criterion.ts';
import { check as implausibleCorrelation } from './implausible-correlation.ts';
import { check as incomplete } from './incomplete.ts';
import { check as missingCorrelation } from './missing-correlation.ts';
import { check as narrowRange } from './narrow-range.ts';
import { check as nearIdentical } from './near-identical.ts';
import { check as nearTie } from './near-tie.ts';
import { check as noCommitment } from './no-commitment.ts';
import { check as noDoNothing } from './no-do-nothing.ts';
import { check as nonFinite } from './non-finite.ts';
import { check as nonMonotone } from './non-monotone.ts';
import { check as oneCriterion } from './one-criterion.ts';
import { check as optimism } from './optimism.ts';
import { check as secondOpinion } from './second-opinion.ts';
import { check as switchingValue } from './switching-value.ts';
import { check as tail } from './tail.ts';
import { check as thinSampling } from './thin-sampling.ts';
import { check as undiscounted } from './undiscounted.ts';
import { check as unitMismatch } from './unit-mismatch.ts';
import { check as unsourcedDriver } from './unsourced-driver.ts';
import { check as unused } from './unused.ts';
import { check as weightRanges } from './weight-ranges.ts';
import { check as weightSwitching } from './weight-switching.ts';
import { check as worthLearning } from './worth-learning.ts';

/** The only list of checks. */
export const checks: readonly Check[] = [
  incomplete,
  fewOptions,
  noDoNothing,
  nearIdentical,
  dominated,
  nearTie,
  constraintFailed,
  switchingValue,
  weightSwitching,
  oneCriterion,
  idleCriterion,
  doubleCounting,
  weightRanges,
  contradictingComparisons,
  secondOpinion,
  deterministic,
  narrowRange,
  unsourcedDriver,
  optimism,
  missingCorrelation,
  implausibleCorrelation,
  unitMismatch,
  unused,
  undiscounted,
  nonMonotone,
  nonFinite,
  tail,
  thinSampling,
  worthLearning,
  noCommitment,
];
