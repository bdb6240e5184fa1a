import { expect, test } from 'vitest';
import { figuresOf, strikeUnknown } from './figures.ts';

const known = figuresOf({
  text: '€1.24 m, 63 % of 20,000 samples, −0.50, 3e-7, Release 5, 31 k CHF, 4.1 % a month',
  p10: '−€31.2 k',
  far: '2.5 × 10^21',
  rank: 3,
  none: null,
});

async function checked(text: string) {
  let struck = 0;
  const words = (async function* () {
    yield* text.match(/\S+\s*|\s+/g) ?? [];
  })();
  const count = (figures: number) => {
    struck += figures;
  };
  const told: string[] = [];
  for await (const word of strikeUnknown(words, known, count)) told.push(word);
  return { text: told.join(''), words: told.length, struck };
}

test.each([
  // As it was printed, or in another spelling of the same figure.
  ['worth €1.24 m ', 'worth €1.24 m '],
  ['1.24 million EUR', '1.24 million EUR'],
  ['€1,240 k or EUR 1.24m.', '€1,240 k or EUR 1.24m.'],
  ['**63%**, 63 per cent', '**63%**, 63 per cent'],
  ['20000 of 20,000.\n', '20000 of 20,000.\n'],
  ['-0.5 and −0.50', '-0.5 and −0.50'],
  ['a loss of -€31,200', 'a loss of -€31,200'],
  ['31 k CHF', '31 k CHF'],
  ['2.5 × 10^21 ', '2.5 × 10^21 '],
  ['3e-7, rank 3, Release 5', '3e-7, rank 3, Release 5'],
  ['the p10, x0 and CO2', 'the p10, x0 and CO2'],
  ['two options', 'two options'],
  // Another sign.
  ['0.5 ', '~~0.5~~ '],
  ['€31.2 k', '~~€31.2 k~~'],
  ['-63 %', '~~-63 %~~'],
  // Another magnitude.
  ['64% ', '~~64%~~ '],
  ['€1.24 k ', '~~€1.24 k~~ '],
  ['€1.24 bn ', '~~€1.24 bn~~ '],
  ['€1.25m ', '~~€1.25m~~ '],
  ['20,001 ', '~~20,001~~ '],
  ['20,000 k', '~~20,000 k~~'],
  ['2.5 × 10^−21 ', '~~2.5 × 10^−21~~ '],
  ['٦٣ ', '~~٦٣~~ '],
  // Another class.
  ['63 of them', '~~63~~ of them'],
  ['0.63 ', '~~0.63~~ '],
  ['5 % ', '~~5 %~~ '],
  ['$1.24 m', '~~$1.24 m~~'],
  ['1.24 m ', '~~1.24 m~~ '],
  ['31 k EUR', '~~31 k EUR~~'],
  // A dash between figures is no sign; each figure is looked at by itself.
  ['5-20,000, 3–5', '5-20,000, 3–5'],
  ['5–70 ', '5–~~70~~ '],
  ['3 5 7 5', '3 5 ~~7~~ 5'],
])('%j becomes %j', async (text, expected) => {
  const struck = (expected.match(/~~/g)?.length ?? 0) / 2;
  const words = text.match(/\S+\s*/g)?.length;
  expect(await checked(text)).toEqual({ text: expected, words, struck });
});

test('the number of a list’s item stays, a figure at the start of a line does not', async () => {
  expect((await checked('7. First.\n8) Second.\n')).struck).toBe(0);
  expect((await checked('All 7. And 8) of them')).struck).toBe(2);
  expect((await checked('7 are left')).struck).toBe(1);
});
