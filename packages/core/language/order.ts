import type { Problems } from '../scenario/problems.ts';
import { type PlacedReference, referencesOf } from './definitions.ts';
import type { Scope } from './scope.ts';

/**
 * The names an option's roots hang on, in an order in which each comes after what it reads within its
 * period; what a stock's `next` reads may come later.
 * Problems found: names that hang on themselves.
 */
export function orderOf(scope: Scope, roots: readonly string[], problems: Problems): string[] {
  const needed = closureOf(scope, roots);
  const { order, acyclic } = sortWithinPeriod(scope, needed, problems);
  if (acyclic) refuseReducedCycles(scope, needed, problems);
  return order;
}

/** Every name that these hang on, themselves included, through whichever period. */
export function closureOf(scope: Scope, roots: readonly string[]): Set<string> {
  const found = new Set<string>();
  const queue = [...roots];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (found.has(name) || !scope.definitions.has(name)) continue;
    found.add(name);
    for (const reference of readBy(scope, name)) queue.push(reference.name);
  }
  return found;
}

function readBy(scope: Scope, name: string): readonly PlacedReference[] {
  const definition = scope.definitions.get(name);
  return definition ? referencesOf(definition) : [];
}

/** Depth-first, with a stack of its own: chains may be longer than the call stack is deep. */
function sortWithinPeriod(
  scope: Scope,
  needed: ReadonlySet<string>,
  problems: Problems,
): { order: string[]; acyclic: boolean } {
  const order: string[] = [];
  let acyclic = true;
  const state = new Map<string, 'open' | 'done'>();
  for (const root of needed) {
    const path: { name: string; reads: string[] }[] = [];
    const enter = (name: string) => {
      state.set(name, 'open');
      const reads = readBy(scope, name).filter((reference) => !reference.delayed);
      path.push({ name, reads: reads.map((reference) => reference.name).reverse() });
    };
    if (!state.has(root)) enter(root);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const next = top.reads.pop();
      if (next === undefined) {
        state.set(top.name, 'done');
        order.push(top.name);
        path.pop();
      } else if (state.get(next) === 'open') {
        acyclic = false;
        const names = path.map((step) => step.name);
        reportCycle(scope, [...names.slice(names.indexOf(next)), next], problems);
      } else if (needed.has(next) && !state.has(next)) {
        enter(next);
      }
    }
  }
  return { order, acyclic };
}

function reportCycle(scope: Scope, cycle: string[], problems: Problems): void {
  // Written from its smallest name, so that a cycle met from two sides is one problem.
  const names = cycle.slice(0, -1);
  const first = [...names].sort()[0] ?? '';
  const from = names.indexOf(first);
  const turned = [...names.slice(from), ...names.slice(0, from), first];
  problems.error(
    'CYCLE',
    scope.definitions.get(first)?.path ?? '',
    `it hangs on itself: ${turned.join(' → ')}; break the circle, or make one of them a stock with start and next.`,
  );
}

/** A function over periods needs its whole argument, so it cannot stand on a way from a stock back to it. */
function refuseReducedCycles(scope: Scope, needed: ReadonlySet<string>, problems: Problems): void {
  for (const name of needed) {
    for (const reference of readBy(scope, name)) {
      const way = reference.reduced ? wayBetween(scope, reference.name, name) : null;
      if (way === null) continue;
      problems.error(
        'CYCLE',
        reference.path,
        `it needs every period of ${reference.name}, which hangs on it in turn: ${[name, ...way].join(' → ')}; use cumulative(…) or a stock for the past alone.`,
        { offset: reference.at },
      );
    }
  }
}

/** Shortest way from one name to another along what each reads, or null. */
function wayBetween(scope: Scope, from: string, to: string): string[] | null {
  const came = new Map<string, string | null>([[from, null]]);
  const queue = [from];
  for (let head = 0; head < queue.length && !came.has(to); head += 1) {
    const name = queue[head] as string;
    for (const reference of readBy(scope, name)) {
      if (came.has(reference.name)) continue;
      came.set(reference.name, name);
      queue.push(reference.name);
    }
  }
  if (!came.has(to)) return null;
  const way: string[] = [];
  for (let at: string | null = to; at !== null; at = came.get(at) ?? null) way.unshift(at);
  return way;
}
