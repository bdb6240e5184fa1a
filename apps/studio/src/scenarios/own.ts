import type { ScenarioSummary } from '@scenario-sandbox/contract';
import { draftedIds, isDraftId, readDraft } from '../document/drafts.ts';
import { parseScenario } from '../document/yaml.ts';

/** A scenario that is no worked example. */
export interface OwnScenario {
  readonly id: string;
  readonly title: string;
  /** As saved; null where it is not, or where nobody answers. */
  readonly saved: ScenarioSummary | null;
  readonly unsaved: boolean;
  /** Nowhere but in this browser, as far as is known. */
  readonly browserOnly: boolean;
}

/**
 * The team's own scenarios: those never saved first, then the last changed first.
 * listed: null while nobody answers; then unsaved changes are all there is to show.
 */
export function ownScenarios(listed: readonly ScenarioSummary[] | null): readonly OwnScenario[] {
  const drafted = new Set(draftedIds());
  const saved = (listed ?? [])
    .filter(({ id, origin }) => origin === 'stored' && !isDraftId(id))
    .toSorted((a, b) => ((a.updatedAt ?? '') < (b.updatedAt ?? '') ? 1 : -1));
  const known = new Set(listed?.map(({ id }) => id));
  const others = [...drafted].filter((id) => !known.has(id));
  return [
    ...others.map((id) => ({
      id,
      title: titleOf(id),
      saved: null,
      unsaved: true,
      browserOnly: listed !== null,
    })),
    ...saved.map((entry) => ({
      id: entry.id,
      title: entry.title,
      saved: entry,
      unsaved: drafted.has(entry.id),
      browserOnly: false,
    })),
  ];
}

const titleOf = (id: string): string => parseScenario(readDraft(id) ?? '').scenario?.title ?? id;
