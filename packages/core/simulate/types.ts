import type { Graph } from '../language/graph.ts';
import type { Comparison } from './comparison.ts';

/** What a run is, besides the graph. */
export interface RunSettings {
  readonly seed: number;
  readonly samples: number;
  readonly sampler: 'sobol' | 'random';
}

/** Most samples whose inputs are kept by a run; `evaluate` keeps them all. */
export const INPUT_SAMPLES = 65_536;
/**
 * Samples whose series are kept by a run: 16,384, fewer where all series together would be more than
 * 2²¹ numbers, yet 1,024 unless those are more than 2²⁴ numbers.
 */
export const SERIES_SAMPLES = { most: 16_384, least: 1_024 };
export const SERIES_NUMBERS = { aim: 2_097_152, most: 16_777_216 };

/** Samples of a run: columns of one value per sample, in sample order. */
export interface Samples {
  readonly graph: Graph;
  readonly settings: RunSettings;
  readonly count: number;
  /**
   * Columns of `graph.inputs` for the first `inputCount` samples; of an input drawn in every period,
   * its mean over the periods.
   */
  readonly inputs: readonly Float64Array[];
  readonly inputCount: number;
  /** outcomes[option][outcome], each of `count` values. */
  readonly outcomes: readonly (readonly Float64Array[])[];
  /** constraints[option][constraint], each of `count` values, 1 or 0. */
  readonly constraints: readonly (readonly Float64Array[])[];
  /** series[option][series][period], each of the first `seriesCount` samples. */
  readonly series: readonly (readonly (readonly Float64Array[])[])[];
  readonly seriesCount: number;
}

/**
 * Points at which to evaluate the model instead of drawing them. An array is parallel to
 * `graph.inputs` (`values`) or `graph.uniforms` (`uniforms`); null leaves the entry as it is drawn.
 * For a source drawn per period, `uniforms` holds trial numbers (exact integers) whose draws to use.
 * `trials`: the trial number of each row for all that is still drawn; by default 0, 1, 2, …
 */
export interface Points {
  readonly count: number;
  readonly values?: readonly (Float64Array | null)[];
  readonly uniforms?: readonly (Float64Array | null)[];
  readonly trials?: Float64Array;
}

export interface Statistics {
  readonly mean: number;
  readonly sd: number;
  readonly p5: number;
  readonly p10: number;
  readonly p25: number;
  readonly p50: number;
  readonly p75: number;
  readonly p90: number;
  readonly p95: number;
  /** Mean of the lowest 5 % of the samples. */
  readonly cvar5: number;
  readonly min: number;
  readonly max: number;
  /** Samples that are NaN, and that are infinite. Both are left out of the figures above. */
  readonly nan: number;
  readonly infinite: number;
  /** Quantiles at evenly spaced probabilities, (i + 0.5) / length; of outcomes that are judged. */
  readonly quantiles?: readonly number[];
}

/** Figures of an outcome that a run gives without keeping the outcome's values. */
export type Figure = Exclude<keyof Statistics, 'cvar5' | 'quantiles'>;

/** By what options are compared: a place among the graph's outcomes, and whether less of it is better. */
export interface Compared {
  readonly outcome: number;
  readonly minimise: boolean;
}

/** What is asked of a run whose samples nobody reads one by one. */
export interface SummaryRequest {
  readonly figures: readonly Figure[];
  readonly compared?: Compared;
}

export interface Summary {
  /** The figures asked for, shape [option][outcome]: those of `statistics`, bit for bit. */
  readonly outcomes: readonly (readonly Readonly<Partial<Record<Figure, number>>>[])[];
  /** Means of each 1,024 samples in turn, shape [option][outcome][⌊samples / 1,024⌋]: errors are told from them. */
  readonly means: readonly (readonly Float64Array[])[];
  /** Null where it was not asked for. */
  readonly comparison: Comparison | null;
}

/** What a run tells while it works. */
export interface RunOptions {
  /** Called with 0.25, 0.5, 0.75 and 1, once each, whatever the number of threads. */
  readonly onProgress?: (fractionDone: number) => void;
}

/** Runs one graph. Every method gives the same bits however many threads share the work. */
export interface Simulator {
  readonly graph: Graph;
  readonly settings: RunSettings;
  /** The run itself: all samples. Errors: Cancelled. */
  run(options?: RunOptions): Samples;
  /**
   * Figures of a run's outcomes, the same bits as by `run`, `statistics` and `compare`, in memory that
   * does not grow with the samples: values are counted as they come, none but those near the quantiles
   * asked for is kept. Null where the columns are needed: an outcome is not finite in every sample, or
   * there are fewer than 131,072. Errors: Cancelled.
   */
  summarise(request: SummaryRequest, options?: RunOptions): Summary | null;
  /**
   * The model at chosen points, with inputs returned as evaluated and no series. Cost is that of
   * `count` samples. Errors: Cancelled.
   */
  evaluate(points: Points): Samples;
  /** The outcomes alone of `evaluate`, shape [option][outcome][point]: less work where nothing else is read. */
  outcomesAt(points: Points): Samples['outcomes'];
  /**
   * Hands the columns of samples back: the next run writes into them instead of new memory, whose
   * first touch costs about as much as a tenth of a run. They must not be read afterwards.
   */
  release(samples: Samples): void;
  /** `statistics` of each column, shared by the crew's threads. Errors: Cancelled. */
  statistics(columns: readonly Float64Array[]): Statistics[];
  /** `compareOptions` of columns, shape [option][sample], shared by the crew's threads. Errors: Cancelled. */
  compare(columns: readonly Float64Array[]): Comparison;
}
