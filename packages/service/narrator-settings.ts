import { BUILT_IN_MODEL } from '@scenario-sandbox/contract';
import {
  ConfigError,
  type Environment,
  readInteger,
  readSwitch,
  readText,
  readUrl,
} from './config.ts';

/** A language model that rewrites findings, behind a server that speaks OpenAI's chat completions. */
export interface NarratorSettings {
  /** Such as http://127.0.0.1:11434/v1. (NARRATOR_LLM_URL) */
  readonly url: string;
  /** Its name there, and the `model` of a stream. (NARRATOR_LLM_MODEL) */
  readonly model: string;
  /** Bearer token; null: none is sent. (NARRATOR_LLM_KEY) */
  readonly key: string | null;
  /** Longest time of one narration. (Default: 60000, NARRATOR_LLM_TIMEOUT_MS) */
  readonly timeoutMs: number;
}

/** Null unless ENABLE_NARRATOR_LLM. Errors: ConfigError for what is missing or makes no sense. */
export function readNarratorSettings(env: Environment): NarratorSettings | null {
  const timeoutMs = readInteger(env, 'NARRATOR_LLM_TIMEOUT_MS', {
    min: 100,
    max: 600_000,
    fallback: 60_000,
  });
  if (!readSwitch(env, 'ENABLE_NARRATOR_LLM')) return null;
  const model = readText(env, 'NARRATOR_LLM_MODEL') ?? '';
  if (!/^[A-Za-z0-9][A-Za-z0-9._:/-]{0,63}$/.test(model) || model === BUILT_IN_MODEL) {
    throw new ConfigError(
      'NARRATOR_LLM_MODEL',
      'the name of a model, 1 to 64 letters, digits and . _ : / -, with ENABLE_NARRATOR_LLM',
    );
  }
  return {
    url: readUrl(env, 'NARRATOR_LLM_URL', ''),
    model,
    key: readText(env, 'NARRATOR_LLM_KEY'),
    timeoutMs,
  };
}
