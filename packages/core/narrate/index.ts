import type { Route } from '@scenario-sandbox/contract';
import type { Findings, Frame } from '../decide/findings.ts';
import { compose } from './markdown.ts';
import { bodyBlocks, openingBlocks } from './routes.ts';

export { critiqueOf, frameCritiqueOf } from './critique.ts';
export { tokenize } from './tokens.ts';
export type { Check, CritiqueItem, Severity } from './types.ts';

/**
 * What can be said before the simulation ends, in Markdown: what is decided, the options, the
 * uncertain inputs with their ranges and, on the critique's route, gaps in the scenario itself.
 */
export function opening(frame: Frame, route: Route): string {
  return compose(openingBlocks(frame, route), Number.POSITIVE_INFINITY).text;
}

/**
 * What the run found, in Markdown, what matters most to the decision first.
 * budgetTokens: most tokens, as `tokenize` counts them; the text ends at a whole sentence, and
 * `truncated` says that some were left out.
 */
export function body(
  findings: Findings,
  route: Route,
  budgetTokens: number,
): { text: string; truncated: boolean } {
  const { text, truncated } = compose(bodyBlocks[route](findings), budgetTokens);
  return { text: text.replace(/\n+$/, '\n'), truncated };
}
