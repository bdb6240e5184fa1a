import type { PreferenceSpec } from '@scenario-sandbox/contract';

/** Expected outcomes of options (rows) by criterion (columns). */
export interface DecisionMatrix {
  readonly rows: readonly (readonly number[])[];
  /** Summing to 1. */
  readonly weights: readonly number[];
  readonly maximised: readonly boolean[];
  /** By criterion, where any is stated; PROMETHEE II alone reads them. */
  readonly preferences?: readonly (PreferenceSpec | undefined)[];
}
