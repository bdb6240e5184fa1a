import type { Graph } from '../language/graph.ts';
import {
  INPUT_SAMPLES,
  type RunSettings,
  type Samples,
  SERIES_NUMBERS,
  SERIES_SAMPLES,
} from './types.ts';

/** Makes a column, whatever is in it; a crew's columns lie on shared memory. */
export type Allocate = (length: number) => Float64Array;

/** Empty samples of a run: as many inputs and series as are kept. */
export function emptyRun(graph: Graph, settings: RunSettings, allocate: Allocate): Samples {
  const count = settings.samples;
  const columns = graph.options.length * graph.seriesNames.length * graph.periods;
  const room = columns === 0 ? 0 : Math.max(1, Math.floor(SERIES_NUMBERS / columns));
  const seriesCount = Math.min(count, SERIES_SAMPLES, room);
  return empty(graph, settings, count, Math.min(count, INPUT_SAMPLES), seriesCount, allocate);
}

/** Empty samples of an evaluation: all inputs, no series. */
export function emptyEvaluation(
  graph: Graph,
  settings: RunSettings,
  count: number,
  allocate: Allocate,
): Samples {
  return empty(graph, settings, count, count, 0, allocate);
}

function empty(
  graph: Graph,
  settings: RunSettings,
  count: number,
  inputCount: number,
  seriesCount: number,
  allocate: Allocate,
): Samples {
  const column = () => allocate(count);
  return {
    graph,
    settings,
    count,
    inputs: graph.inputs.map((input) => (input.perPeriod ? null : allocate(inputCount))),
    inputCount,
    outcomes: graph.options.map((option) => option.outcomes.map(column)),
    constraints: graph.options.map((option) => option.constraints.map(column)),
    series: graph.options.map((option) =>
      option.series.map(() => Array.from({ length: graph.periods }, () => allocate(seriesCount))),
    ),
    seriesCount,
  };
}
