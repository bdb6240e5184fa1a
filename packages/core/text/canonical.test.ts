import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalise } from './canonical.ts';
import { hashOf, sha256Hex } from './hash.ts';

/** RFC 8785, appendix B: IEEE 754 bits and the text they must have. */
const numbers: [bits: string, text: string][] = [
  ['0000000000000000', '0'],
  ['8000000000000000', '0'],
  ['0000000000000001', '5e-324'],
  ['8000000000000001', '-5e-324'],
  ['7fefffffffffffff', '1.7976931348623157e+308'],
  ['ffefffffffffffff', '-1.7976931348623157e+308'],
  ['4340000000000000', '9007199254740992'],
  ['c340000000000000', '-9007199254740992'],
  ['4430000000000000', '295147905179352830000'],
  ['44b52d02c7e14af5', '9.999999999999997e+22'],
  ['44b52d02c7e14af6', '1e+23'],
  ['44b52d02c7e14af7', '1.0000000000000001e+23'],
  ['444b1ae4d6e2ef4e', '999999999999999700000'],
  ['444b1ae4d6e2ef4f', '999999999999999900000'],
  ['444b1ae4d6e2ef50', '1e+21'],
  ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
  ['3eb0c6f7a0b5ed8d', '0.000001'],
  ['41b3de4355555553', '333333333.3333332'],
  ['41b3de4355555554', '333333333.33333325'],
  ['41b3de4355555555', '333333333.3333333'],
  ['41b3de4355555556', '333333333.3333334'],
  ['41b3de4355555557', '333333333.33333343'],
  ['becbf647612f3696', '-0.0000033333333333333333'],
  ['43143ff3c1cb0959', '1424953923781206.2'],
];

test.each(numbers)('the double %s is written %s', (bits, text) => {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, BigInt(`0x${bits}`));
  expect(canonicalise(view.getFloat64(0))).toBe(text);
});

describe('RFC 8785 §3.2', () => {
  test('the sample object', () => {
    const sample = JSON.parse(String.raw`{
      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
      "literals": [null, true, false]
    }`);
    expect(canonicalise(sample)).toBe(
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    );
  });

  test('keys are sorted by UTF-16 code units', () => {
    const keys = ['€', '\r', '\ufb33', '1', '😀', '\u0080', 'ö'];
    const text = canonicalise(Object.fromEntries(keys.map((key) => [key, 0])));
    expect(Object.keys(JSON.parse(text) as object)).toHaveLength(7);
    expect([...text.matchAll(/"(.*?)":/g)].map((match) => match[1])).toEqual([
      String.raw`\r`,
      '1',
      '\u0080',
      'ö',
      '€',
      '😀',
      '\ufb33',
    ]);
  });

  test('keys that are whole numbers are sorted as text, wherever they are', () => {
    const rows = { b: [{ 9: 1, 10: 2 }], a: { __proto__: 0, '01': 1, 1: 2 } };
    expect(canonicalise(rows)).toBe('{"a":{"01":1,"1":2},"b":[{"10":2,"9":1}]}');
    const own = JSON.parse('{"b":0,"__proto__":1}') as unknown;
    expect(canonicalise(own)).toBe('{"__proto__":1,"b":0}');
  });
});

test.each([
  [{ a: [1, { b: Number.NaN }] }, 'a[1].b is NaN'],
  [Number.POSITIVE_INFINITY, 'The value is Infinity'],
  [{ a: '\ud800' }, 'a holds half of a surrogate pair'],
  [{ a: 1n }, 'a is bigint'],
])('%o has no canonical JSON', (value, message) => {
  expect(() => canonicalise(value)).toThrow(message);
});

test('canonical JSON reads back as the same value, whatever the order of keys', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const plain = JSON.parse(JSON.stringify(value)) as unknown;
      const text = canonicalise(plain);
      expect(JSON.parse(text)).toEqual(plain);
      expect(canonicalise(JSON.parse(text))).toBe(text);
    }),
    { seed: 1 },
  );
});

test('hashes are SHA-256: the FIPS 180-4 example and its like', () => {
  expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  expect(sha256Hex('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  expect(hashOf({ b: 1, a: 'é' })).toBe(sha256Hex('{"a":"é","b":1}'));
});
