import type { Route, RunEvent } from '@scenario-sandbox/contract';
import { analyse, type Host } from './analyse.ts';
import type { Findings } from './decide/findings.ts';
import { body, critiqueOf, opening, tokenize } from './narrate/index.ts';
import type { Question } from './question.ts';
import { resultHashOf } from './report/index.ts';

export interface NarratedQuestion extends Question {
  readonly route: Route;
  /** Most tokens; by default the whole text. */
  readonly budget?: number;
}

/**
 * Answers a question aloud: the events of a run in their order, each as soon as it is known. What can
 * be said before the first sample is drawn is said first. A pure function of the question: the same
 * events on every machine, whatever the host lends.
 */
export function narrated(
  question: NarratedQuestion,
  host: Host,
  emit: (event: RunEvent) => void,
): Findings {
  const { route, budget = Number.POSITIVE_INFINITY } = question;
  let spoken = 0;
  let truncated = false;
  const say = (markdown: string) => {
    for (const text of tokenize(markdown)) {
      if (spoken >= budget) {
        truncated = true;
        return;
      }
      emit({ type: 'token', text });
      spoken += 1;
    }
  };
  const findings = analyse(question, {
    ...host,
    onFrame: (frame) => {
      host.onFrame?.(frame);
      say(opening(frame, route));
    },
    onProgress: (percent, message) => {
      host.onProgress?.(percent, message);
      emit({ type: 'progress', percent, message });
    },
  });
  const rest = body(findings, route, budget - spoken);
  say(rest.text);
  emit({
    type: 'done',
    totalTokens: spoken,
    runId: findings.identity.runId,
    resultHash: resultHashOf(findings, critiqueOf(findings)),
    truncated: truncated || rest.truncated,
  });
  return findings;
}
