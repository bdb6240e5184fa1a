/** Expected outcomes of options (rows) by criterion (columns). */
export interface DecisionMatrix {
  readonly rows: readonly (readonly number[])[];
  /** Summing to 1. */
  readonly weights: readonly number[];
  readonly maximised: readonly boolean[];
}
