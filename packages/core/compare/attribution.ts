import { sourceKey } from '../language/source-key.ts';
import { uniform } from '../random/uniform.ts';

/** Up to so many changes, every subset is valued. */
const MOST_EXACT = 5;
/** Orders of the changes that are averaged where there are more: half of them and their reverses. */
const ORDERS = 8;

/**
 * What each of n changes contributes to worth(all) − worth(none): its Shapley value, the mean over all
 * orders of what it adds when it is made after those before it. Exact up to five changes; beyond, the
 * mean over four drawn orders and their reverses. Either way the contributions add up to the
 * difference. worth: of a set of changes (by their places), in the unit of the result; called once a set.
 * Sources: Shapley, A Value for n-Person Games (1953); Castro, Gómez & Tejada, Polynomial Calculation
 * of the Shapley Value Based on Sampling (2009).
 */
export function contributions(n: number, worth: (made: ReadonlySet<number>) => number): number[] {
  const known = new Map<string, number>();
  const worthOf = (made: ReadonlySet<number>) => {
    const key = [...made].sort((a, b) => a - b).join();
    const value = known.get(key) ?? worth(made);
    known.set(key, value);
    return value;
  };
  const orders = n <= MOST_EXACT ? permutations(n) : drawnOrders(n);
  const sums = new Array<number>(n).fill(0);
  for (const order of orders) {
    const made = new Set<number>();
    let before = worthOf(made);
    for (const change of order) {
      made.add(change);
      const after = worthOf(made);
      sums[change] = (sums[change] as number) + (after - before);
      before = after;
    }
  }
  return sums.map((sum) => sum / orders.length);
}

function permutations(n: number): number[][] {
  if (n === 0) return [[]];
  return permutations(n - 1).flatMap((order) =>
    Array.from({ length: n }, (_, at) => [...order.slice(0, at), n - 1, ...order.slice(at)]),
  );
}

function drawnOrders(n: number): number[][] {
  const key = sourceKey('compare:orders');
  return Array.from({ length: ORDERS / 2 }, (_, o) => {
    const order = Array.from({ length: n }, (_, i) => i);
    for (let i = n - 1; i > 0; i -= 1) {
      const j = Math.floor(uniform(0, key, o * n + i, 0) * (i + 1));
      [order[i], order[j]] = [order[j] as number, order[i] as number];
    }
    return order;
  }).flatMap((order) => [order, [...order].reverse()]);
}
