import fc from 'fast-check';
import { expect, test } from 'vitest';
import { code, escapeMarkdown, list, plain, proseMarkdown, quoted, words } from './labels.ts';

test.each([
  ['Usage-based', 'Usage-based'],
  ['  two \n lines\tand\u0007 a bell ', 'two lines and a bell'],
  ['evil\u202Etxt.exe', 'eviltxt.exe'],
  ['zero\u200Bwidth\uFEFF', 'zerowidth'],
  ['שלום', '\u2068שלום\u2069'],
  ['\ud800 alone', '\ufffd alone'],
  ['e\u0301\u0302\u0303\u0304\u0305\u0306', 'e\u0301\u0302\u0303'.normalize()],
  ['', ''],
])('plain(%j) is %j', (text, expected) => {
  expect(plain(text).normalize()).toBe(expected);
});

test('plain shortens at a word, by characters and not by halves of one', () => {
  expect(plain('a very long name of an option', 16)).toBe('a very long…');
  expect(plain('😀'.repeat(20), 5)).toBe('😀😀😀😀…');
  expect([...plain('x'.repeat(10_000), 60)]).toHaveLength(60);
});

test.each([
  ['**bold** _it_ `code`', '\\*\\*bold\\*\\* \\_it\\_ \\`code\\`'],
  ['[a](http://x.y)', '\\[a\\](http\\://x.y)'],
  ['![i](data:x)', '\\!\\[i\\](data:x)'],
  ['<script>alert(1)</script>', '&lt;script>alert(1)&lt;/script>'],
  ['> quote', '&gt; quote'],
  ['oil_wildcat and _emphasis_', 'oil_wildcat and \\_emphasis\\_'],
  ['R&D &amp; &#60;', 'R&D &amp;amp; &amp;#60;'],
  ['a|b ~~c~~', 'a\\|b \\~\\~c\\~\\~'],
  ['# head', '\\# head'],
  ['- item', '\\- item'],
  ['1. one', '1\\. one'],
  ['see www.x.y or me@x.y', 'see www\\.x.y or me\\@x.y'],
  ['€1.24 m (4.1 % a month)', '€1.24 m (4.1 % a month)'],
])('escapeMarkdown(%j) is %j', (text, expected) => {
  expect(escapeMarkdown(text)).toBe(expected);
});

test('whatever users write comes out as one short line without controls', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.integer({ min: 2, max: 80 }),
      (text, most) => {
        const label = plain(text, most);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: none may be left
        expect(label).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
        expect([...label].length).toBeLessThanOrEqual(most + 2);
        expect(plain(label, most + 2)).toBe(label.replace(/^\u2068\u2069$/, ''));
      },
    ),
    { seed: 1 },
  );
});

test('expressions stay as written, and cannot be markup', () => {
  expect(proseMarkdown(`rule (${code('t > 4 or cash * 2 >= a_b')}) *holds*`)).toBe(
    'rule (`t > 4 or cash * 2 >= a_b`) \\*holds\\*',
  );
  expect(proseMarkdown(code('a <img src=x>'))).not.toContain('<img');
  expect(code('a` b `c')).toBe("`a' b 'c`");
});

test('names are set apart where they hold a quotation or a comma', () => {
  expect(quoted('demand for "Seduced"', 9)).toBe('“demand for ‘Seduced’”');
  expect(quoted('4,000', 9)).toBe('4,000');
  expect(quoted('run, by us', 9)).toBe('“run, by us”');
});

test('words and lists', () => {
  expect(words('price_per_seat')).toBe('price per seat');
  expect(list(['a', 'b', 'c'])).toBe('a, b and c');
  expect(list(['a'])).toBe('a');
  expect(list(['a', 'b', 'c', 'd'], 3)).toBe('a, b and 2 more');
});
