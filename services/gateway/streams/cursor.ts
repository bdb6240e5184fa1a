import { eventPlace } from '@scenario-sandbox/contract';
import { ProblemError } from '@scenario-sandbox/service';

/**
 * The place of the last event a client has; 0 where it has none. The header wins over the query, which is
 * for clients that cannot set headers. Errors: BAD_INPUT for anything that is no event id.
 */
export function cursorOf(header: string | string[] | undefined, query: string | undefined): number {
  const id = header ?? query;
  if (id === undefined || id === '') return 0;
  const place = typeof id === 'string' ? eventPlace(id) : null;
  if (place !== null) return place;
  const name = header === undefined ? 'lastEventId' : 'Last-Event-ID';
  throw new ProblemError('BAD_INPUT', `${name}: expected an event id such as msg_001.`);
}
