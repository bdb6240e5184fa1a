import type { Session } from '@scenario-sandbox/store';

/** What a client that comes back to a known session is answered, before its run is looked at. */
export type Resume =
  /** It has the last event already: 204. */
  | 'ended'
  /** Its id was never written: 400. */
  | 'beyond'
  /** It missed the `cancelled` event. */
  | 'cancelled'
  /** The scenario or the engine is another one now. */
  | 'changed'
  /** The stream goes on after its id. */
  | 'replay';

/**
 * session: as it is stored. after: place of the last event the client has. current: the run that the
 * session's question is today, null where its scenario is gone.
 */
export function decideResume(
  session: Session,
  after: number,
  current: { readonly scenarioHash: string; readonly engineVersion: string } | null,
): Resume {
  if (session.lastPlace !== null) {
    if (after === session.lastPlace) return 'ended';
    if (after > session.lastPlace) return 'beyond';
  }
  if (session.state === 'cancelled') return 'cancelled';
  const { run } = session;
  const same =
    run !== null &&
    current !== null &&
    run.scenarioHash === current.scenarioHash &&
    run.engineVersion === current.engineVersion;
  return same ? 'replay' : 'changed';
}
