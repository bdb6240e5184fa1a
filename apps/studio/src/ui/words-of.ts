import { capitalised } from '@scenario-sandbox/core/narrate/labels.ts';

/** `start_accounts` or `no-deep-loss` as people say it. */
export const wordsOf = (name: string): string => capitalised(name.replaceAll(/[_-]+/g, ' ').trim());
