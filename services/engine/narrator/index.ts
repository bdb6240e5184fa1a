import type { NarratorSettings } from '@scenario-sandbox/service';
import type { WriteText } from './language-model.ts';

/** A narrator that is not built in. */
export interface Narrator {
  readonly model: string;
  readonly write: WriteText;
}

/** Its client is loaded only where it is wanted. */
export async function openNarrator(settings: NarratorSettings | null): Promise<Narrator | null> {
  if (!settings) return null;
  const { openLanguageModel } = await import('./language-model.ts');
  return { model: settings.model, write: openLanguageModel(settings) };
}
