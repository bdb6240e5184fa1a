import { expect, test } from 'vitest';
import { figuresOf, strikeUnknown } from './figures.ts';

const known = figuresOf('€1.24 m, 63 % of 20,000 samples, −0.50, 3e-7, Release 5');

test.each([
  ['€1.24 ', '€1.24 '],
  ['**63%**, ', '**63%**, '],
  ['20000 ', '20000 '],
  ['20,000.\n', '20,000.\n'],
  ['-0.5 ', '-0.5 '],
  ['3e-7', '3e-7'],
  ['5', '5'],
  ['64% ', '~~64~~% '],
  ['€1.25m ', '€~~1.25~~m '],
  ['20,001 ', '~~20,001~~ '],
  ['63–70 ', '63–~~70~~ '],
  ['٦٣ ', '~~٦٣~~ '],
  ['two ', 'two '],
])('%j becomes %j', (word, text) => {
  expect(strikeUnknown(word, known, false)).toEqual({
    text,
    struck: text.split('~~').length > 1 ? 1 : 0,
  });
});

test('the number of a list’s item stays, a figure at the start of a line does not', () => {
  expect(strikeUnknown('7. ', known, true).struck).toBe(0);
  expect(strikeUnknown('7. ', known, false).struck).toBe(1);
  expect(strikeUnknown('7 ', known, true).struck).toBe(1);
});
