import type { CriterionSpec, OptionSpec, VariableSpec } from '@scenario-sandbox/contract';
import type { Table } from './table.ts';

/** What is made of a column, or of a row where rows are the criteria. */
export interface Use {
  /** `C`, or `row 3`. */
  readonly place: string;
  readonly header: string;
  /** In words. */
  readonly becomes: string;
}

/** A cell that cannot be used, and the way out. */
export interface CellProblem {
  readonly sheet: string;
  readonly at: string;
  readonly message: string;
}

/** What is made of a sheet. */
export interface Part {
  readonly variables: Readonly<Record<string, VariableSpec>>;
  readonly options: readonly OptionSpec[];
  readonly criteria: readonly CriterionSpec[];
  readonly uses: readonly Use[];
  readonly problems: readonly CellProblem[];
  /** What is not in the scenario of what the sheet says, in sentences. */
  readonly notes: readonly string[];
}

export const nothing: Part = {
  variables: {},
  options: [],
  criteria: [],
  uses: [],
  problems: [],
  notes: [],
};

/** A way to read a sheet. */
export interface Reading {
  readonly label: string;
  /** How well a table looks like it; 0 is not at all. */
  readonly fits: (table: Table) => number;
  /** fileName: named as the source of what is read. */
  readonly read: (table: Table, fileName: string) => Part;
}
