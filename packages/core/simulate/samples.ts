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
  const seriesCount = Math.min(count, seriesSamples(graph));
  return empty(graph, settings, count, Math.min(count, INPUT_SAMPLES), seriesCount, allocate);
}

/** How many samples' series are kept: no more than statistics of them need. */
function seriesSamples({ options, seriesNames, periods }: Graph): number {
  const columns = options.length * seriesNames.length * periods;
  if (columns === 0) return 0;
  const wanted = Math.max(SERIES_SAMPLES.least, Math.floor(SERIES_NUMBERS.aim / columns));
  const room = Math.max(1, Math.floor(SERIES_NUMBERS.most / columns));
  return Math.min(wanted, room, SERIES_SAMPLES.most);
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

/** Empty samples of which only the outcomes are kept, if at all: `count` 0 keeps none. */
export function emptyOutcomes(
  graph: Graph,
  settings: RunSettings,
  count: number,
  allocate: Allocate,
): Samples {
  return {
    ...{ graph, settings, count, inputCount: 0, seriesCount: 0 },
    inputs: graph.inputs.map(() => allocate(0)),
    outcomes: graph.options.map((option) => option.outcomes.map(() => allocate(count))),
    constraints: graph.options.map(() => []),
    series: graph.options.map(() => []),
  };
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
    inputs: graph.inputs.map(() => allocate(inputCount)),
    inputCount,
    outcomes: graph.options.map((option) => option.outcomes.map(column)),
    constraints: graph.options.map((option) => option.constraints.map(column)),
    series: graph.options.map((option) =>
      option.series.map(() => Array.from({ length: graph.periods }, () => allocate(seriesCount))),
    ),
    seriesCount,
  };
}
