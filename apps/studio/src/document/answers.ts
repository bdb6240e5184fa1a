import { readSetting, writeSetting } from '../ui/settings.ts';

/** What a run recommended. */
export interface Answer {
  /** Null: no option could be recommended. */
  readonly name: string | null;
  readonly confidence: string;
}

type Entry = readonly [scenarioHash: string, answer: Answer];

const key = 'answers';
const most = 200;

function entries(): readonly Entry[] {
  try {
    const read: unknown = JSON.parse(readSetting(key) ?? '[]');
    return Array.isArray(read) ? read : [];
  } catch {
    return [];
  }
}

/** What runs in this browser recommended, by content: an answer is never shown for another version. */
export const readAnswers = (): ReadonlyMap<string, Answer> => new Map(entries());

export function keepAnswer(scenarioHash: string, answer: Answer): void {
  const others = entries().filter(([hash]) => hash !== scenarioHash);
  writeSetting(key, JSON.stringify([[scenarioHash, answer], ...others].slice(0, most)));
}
