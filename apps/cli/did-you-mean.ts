import { nearest } from '@scenario-sandbox/core/text/nearest.ts';

/** What to say after a name that is not known: the nearest that is, else `otherwise`. */
export function didYouMean(name: string, known: readonly string[], otherwise = ''): string {
  const near = nearest(name, known);
  if (near !== null) return `; did you mean ${near}?`;
  return otherwise && `; ${otherwise}`;
}
