/** Unsaved texts by scenario id, kept in this browser so that a reload loses nothing. */

const keyOf = (id: string): string => `scenario-sandbox.draft.${id}`;

export function readDraft(id: string): string | null {
  try {
    return localStorage.getItem(keyOf(id));
  } catch {
    return null;
  }
}

/** Keeps a draft, or forgets it when `text` is null. Storage that is full or forbidden is no error. */
export function keepDraft(id: string, text: string | null): void {
  try {
    if (text === null) localStorage.removeItem(keyOf(id));
    else localStorage.setItem(keyOf(id), text);
  } catch {
    // The draft then lives as long as the page.
  }
}

const draftSuffix = '-draft';

/** The id under which unsaved changes are run: the saved scenario stays as it is. */
export const draftIdOf = (id: string): string =>
  id.endsWith(draftSuffix) ? id : `${id.slice(0, 64 - draftSuffix.length)}${draftSuffix}`;

export const isDraftId = (id: string): boolean => id.endsWith(draftSuffix);
