import { expect, test } from 'vitest';
import { readNarratorSettings } from './narrator-settings.ts';

const given = {
  ENABLE_NARRATOR_LLM: 'true',
  NARRATOR_LLM_URL: 'http://127.0.0.1:11434/v1/',
  NARRATOR_LLM_MODEL: 'org/writer-2:small',
};

test('a language model is named and reached, with a minute and no key unless said otherwise', () => {
  expect(readNarratorSettings(given)).toEqual({
    url: 'http://127.0.0.1:11434/v1',
    model: 'org/writer-2:small',
    key: null,
    timeoutMs: 60_000,
  });
  const more = { ...given, NARRATOR_LLM_KEY: 'secret', NARRATOR_LLM_TIMEOUT_MS: '500' };
  expect(readNarratorSettings(more)).toMatchObject({ key: 'secret', timeoutMs: 500 });
});

test('there is none unless it is turned on', () => {
  expect(readNarratorSettings({})).toBeNull();
  expect(readNarratorSettings({ ...given, ENABLE_NARRATOR_LLM: 'off' })).toBeNull();
});

test.each([
  ['NARRATOR_LLM_URL', ''],
  ['NARRATOR_LLM_URL', 'ftp://models'],
  ['NARRATOR_LLM_MODEL', ''],
  ['NARRATOR_LLM_MODEL', 'built-in'],
  ['NARRATOR_LLM_MODEL', 'two words'],
  ['NARRATOR_LLM_MODEL', 'x'.repeat(65)],
  ['NARRATOR_LLM_TIMEOUT_MS', '0'],
  ['ENABLE_NARRATOR_LLM', 'perhaps'],
])('%s=%s stops the start with one line that names it', (name, value) => {
  expect(() => readNarratorSettings({ ...given, [name]: value })).toThrow(
    new RegExp(`^${name}: expected `),
  );
});
