import type { ReportCritique, Scenario } from '@scenario-sandbox/contract';
import { structuredPatch } from 'diff';
import { resolveReference, setAt } from './yaml.ts';

type Patch = NonNullable<NonNullable<ReportCritique['suggestion']>['patch']>;

/** The text with every entry of a suggestion written into it; null where it no longer has their places. */
export function patched(text: string, scenario: Scenario, patch: Patch): string | null {
  try {
    return patch.reduce(
      (now, { path, value }) => setAt(now, resolveReference(scenario, path), value),
      text,
    );
  } catch {
    return null;
  }
}

export interface DiffLine {
  readonly kind: 'kept' | 'removed' | 'added';
  readonly text: string;
  /** Counted from 1, in the text that has the line; of a kept line, in the new one. */
  readonly line: number;
}

const around = 1;

/** Places where two texts differ, with a line before and after each. */
export function differencesOf(before: string, after: string): DiffLine[][] {
  const { hunks } = structuredPatch('', '', before, after, '', '', { context: around });
  return hunks.map(({ oldStart, newStart, lines }) => {
    let [old, now] = [oldStart, newStart];
    return lines.flatMap((written): DiffLine[] => {
      const text = written.slice(1);
      if (written.startsWith('-')) return [{ kind: 'removed', text, line: old++ }];
      if (written.startsWith('+')) return [{ kind: 'added', text, line: now++ }];
      // A backslash says that the last line has no end: nothing of the document.
      if (written.startsWith('\\')) return [];
      old += 1;
      return [{ kind: 'kept', text, line: now++ }];
    });
  });
}
