import { onSettingElsewhere, readSetting, settingsUnder, writeSetting } from '../ui/settings.ts';

/** Unsaved texts by scenario id, kept in this browser so that a reload loses nothing. */

export const readDraft = (id: string): string | null => readSetting(`draft.${id}`);

/** Keeps a draft, or forgets it when `text` is null. */
export const keepDraft = (id: string, text: string | null): void =>
  writeSetting(`draft.${id}`, text);

/** Tells of each draft that another tab of this browser keeps; gives what ends it. */
export const onDraftElsewhere = (id: string, told: (text: string) => void): (() => void) =>
  onSettingElsewhere(`draft.${id}`, told);

/** Ids of the scenarios that have unsaved changes. */
export const draftedIds = (): readonly string[] => settingsUnder('draft.');

const draftSuffix = '-draft';

/** The id under which unsaved changes are run: the saved scenario stays as it is. */
export const draftIdOf = (id: string): string =>
  id.endsWith(draftSuffix) ? id : `${id.slice(0, 64 - draftSuffix.length)}${draftSuffix}`;

export const isDraftId = (id: string): boolean => id.endsWith(draftSuffix);
