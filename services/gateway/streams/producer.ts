import { BUILT_IN_MODEL } from '@scenario-sandbox/contract';
import { produce } from './produce.ts';
import { produceRecorded, type RecordedSources } from './produce-recorded.ts';
import type { Produce } from './transcripts.ts';

/** Has runs of the built-in narrator made again whenever they are read, and others recorded. */
export function producerOf(sources: RecordedSources): Produce {
  return (transcript, run, signal) =>
    run.model === BUILT_IN_MODEL
      ? produce(transcript, sources.engine, run, signal)
      : produceRecorded(transcript, sources, run, signal);
}
