import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Scenario } from '@scenario-sandbox/contract';
import { runIdOf } from '../question.ts';
import { scenarioText } from '../scenario/hash.ts';
import type { RunSettings } from '../simulate/types.ts';
import { substitute, type Target } from './substitute.ts';

/**
 * Run ids of a scenario with targets set to numbers: the ids that `identityOf` gives the substituted
 * scenarios, for a fraction of the work, since most of their text is the same.
 */
export function runIdsOf(
  scenario: Scenario,
  targets: readonly Target[],
  settings: RunSettings,
): (values: readonly number[]) => string {
  const marks = targets.map((_, i) => `\u0001${i}\u0001`);
  const marked = targets.reduce(
    (changed, target, i) => substitute(changed, target, marks[i] as string),
    scenario,
  );
  const written = scenarioText(marked);
  const places = marks
    .map((mark, i) => ({
      i,
      text: JSON.stringify(mark),
      at: written.indexOf(JSON.stringify(mark)),
    }))
    .sort((a, b) => a.at - b.at);
  let end = 0;
  const pieces = places.map(({ i, text, at }) => {
    const piece = { i, before: utf8ToBytes(written.slice(end, at)) };
    end = at + text.length;
    return piece;
  });
  const rest = utf8ToBytes(written.slice(end));
  const start = sha256.create().update(pieces[0]?.before ?? new Uint8Array(0));
  return (values) => {
    const hash = start.clone();
    pieces.forEach(({ i, before }, place) => {
      if (place > 0) hash.update(before);
      hash.update(utf8ToBytes(JSON.stringify(values[i])));
    });
    return runIdOf(bytesToHex(hash.update(rest).digest()), settings);
  };
}
