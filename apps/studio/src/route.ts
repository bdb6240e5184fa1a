import { useSyncExternalStore } from 'react';

/** Where the studio is, kept in the address after `#` so that any static server can host it. */
export type Route =
  | { readonly page: 'scenarios' }
  | { readonly page: 'workbench'; readonly id: string }
  | { readonly page: 'compare'; readonly left: string; readonly right: string }
  | { readonly page: 'sweeps'; readonly scenario: string; readonly job: string }
  | { readonly page: 'operations' }
  | { readonly page: 'shared'; readonly data: string; readonly pin: Pin | null };

/** The run that a shared link shows. */
export interface Pin {
  readonly runId: string;
  readonly resultHash: string;
  /** Id that the scenario ran under: a draft's is not the scenario's own. */
  readonly scenarioId: string;
}

export function readRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  const [page, rest = ''] = path.split('/');
  const parameters = new URLSearchParams(query);
  if (page === 'scenario' && rest !== '') return { page: 'workbench', id: decode(rest) };
  if (page === 'operations') return { page };
  if (page === 'shared') return { page, data: rest, pin: readPin(parameters) };
  if (page === 'sweeps') {
    return {
      page,
      scenario: parameters.get('scenario') ?? '',
      job: parameters.get('job') ?? '',
    };
  }
  if (page === 'compare') {
    return { page, left: parameters.get('left') ?? '', right: parameters.get('right') ?? '' };
  }
  return { page: 'scenarios' };
}

export function hrefOf(route: Route): string {
  if (route.page === 'workbench') return `#/scenario/${encodeURIComponent(route.id)}`;
  if (route.page === 'shared') {
    const { runId = '', resultHash = '', scenarioId = '' } = route.pin ?? {};
    const pin = { run: runId, result: resultHash, id: scenarioId };
    return withQuery(`#/shared/${route.data}`, pin);
  }
  if (route.page === 'compare') {
    return withQuery('#/compare', { left: route.left, right: route.right });
  }
  if (route.page === 'sweeps') {
    return withQuery('#/sweeps', { scenario: route.scenario, job: route.job });
  }
  return route.page === 'operations' ? '#/operations' : '#/';
}

function readPin(parameters: URLSearchParams): Pin | null {
  const [runId, resultHash, scenarioId] = ['run', 'result', 'id'].map((key) => parameters.get(key));
  return runId && resultHash && scenarioId ? { runId, resultHash, scenarioId } : null;
}

function withQuery(path: string, parameters: Readonly<Record<string, string>>): string {
  const given = Object.entries(parameters).filter(([, value]) => value !== '');
  return given.length > 0 ? `${path}?${new URLSearchParams(given)}` : path;
}

export const navigate = (route: Route): void => {
  location.hash = hrefOf(route);
};

const subscribe = (changed: () => void): (() => void) => {
  addEventListener('hashchange', changed);
  return () => removeEventListener('hashchange', changed);
};

export const useRoute = (): Route =>
  readRoute(useSyncExternalStore(subscribe, () => location.hash));

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
