import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { NarratorSettings } from '@scenario-sandbox/service';
import { streamText } from 'ai';

/** Ours are words, a model's are pieces of words. */
const MODEL_TOKENS_PER_TOKEN = 4;

/** Words of a language model as they come. Errors: where it refuses, breaks off or takes too long. */
export type WriteText = (
  prompt: { readonly instructions: string; readonly text: string },
  options: { readonly budget: number; readonly signal: AbortSignal },
) => AsyncIterable<string>;

/** A model behind a server that speaks OpenAI's chat completions. */
export function openLanguageModel(settings: NarratorSettings): WriteText {
  const provider = createOpenAICompatible({
    name: 'narrator',
    baseURL: settings.url,
    ...(settings.key && { apiKey: settings.key }),
  });
  const model = provider.chatModel(settings.model);
  return async function* write({ instructions, text }, { budget, signal }) {
    const timeout = AbortSignal.timeout(settings.timeoutMs);
    const { stream } = streamText({
      model,
      instructions,
      prompt: text,
      temperature: 0,
      maxOutputTokens: budget * MODEL_TOKENS_PER_TOKEN,
      maxRetries: 0,
      abortSignal: AbortSignal.any([signal, timeout]),
      // Without a handler errors go to the console, and they can quote what was asked.
      onError: () => {},
    });
    for await (const part of stream) {
      if (part.type === 'text-delta') yield part.text;
      else if (part.type === 'error') throw part.error;
      else if (part.type === 'abort') throw new Error('The language model took too long.');
      else if (part.type === 'finish' && part.finishReason === 'error') {
        throw new Error('The language model broke off.');
      }
    }
  };
}
