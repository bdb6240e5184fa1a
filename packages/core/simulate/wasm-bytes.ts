/**
 * WebAssembly's binary format, as far as a module of one function needs it.
 * Source: WebAssembly Core Specification 2.0, chapter 5.
 */

/** Instructions on numbers and vectors, by their names in the text format. */
const OPCODES = {
  'local.get': [0x20],
  'local.set': [0x21],
  'i32.const': [0x41],
  'i32.lt_u': [0x49],
  'i32.add': [0x6a],
  loop: [0x03, 0x40],
  br_if: [0x0d],
  end: [0x0b],
  'v128.load': [0xfd, 0x00],
  'v128.store': [0xfd, 0x0b],
  'v128.and': [0xfd, 0x4e],
  'v128.or': [0xfd, 0x50],
  'v128.bitselect': [0xfd, 0x52],
  'f64x2.eq': [0xfd, 0x47],
  'f64x2.ne': [0xfd, 0x48],
  'f64x2.lt': [0xfd, 0x49],
  'f64x2.gt': [0xfd, 0x4a],
  'f64x2.le': [0xfd, 0x4b],
  'f64x2.ge': [0xfd, 0x4c],
  'f64x2.ceil': [0xfd, 0x74],
  'f64x2.floor': [0xfd, 0x75],
  'f64x2.nearest': [0xfd, 0x94, 0x01],
  'f64x2.abs': [0xfd, 0xec, 0x01],
  'f64x2.neg': [0xfd, 0xed, 0x01],
  'f64x2.sqrt': [0xfd, 0xef, 0x01],
  'f64x2.add': [0xfd, 0xf0, 0x01],
  'f64x2.sub': [0xfd, 0xf1, 0x01],
  'f64x2.mul': [0xfd, 0xf2, 0x01],
  'f64x2.div': [0xfd, 0xf3, 0x01],
  'f64x2.pmin': [0xfd, 0xf6, 0x01],
  'f64x2.pmax': [0xfd, 0xf7, 0x01],
} as const;

export type WasmOp = keyof typeof OPCODES;

/** Alignment that loads and stores state: to 16 bytes. */
const ALIGNED = 4;
const [I32, V128] = [0x7f, 0x7b];

/** LEB128 of a whole number from 0. */
function unsigned(n: number): number[] {
  const bytes = [];
  let left = n;
  for (; left > 127; left = Math.floor(left / 128)) bytes.push((left % 128) + 128);
  return [...bytes, left];
}

/** LEB128 of a whole number from 0, for where negative ones could stand: its sixth bit is a sign. */
function signed(n: number): number[] {
  const bytes = unsigned(n);
  const last = bytes.at(-1) as number;
  return last < 64 ? bytes : [...bytes.slice(0, -1), last + 128, 0];
}

/** Code of one function, put together instruction by instruction. */
export class Code {
  readonly bytes: number[] = [];

  op(name: WasmOp, operand?: number): this {
    this.bytes.push(...OPCODES[name]);
    if (name === 'v128.load' || name === 'v128.store') this.bytes.push(ALIGNED);
    if (operand !== undefined)
      this.bytes.push(...(name === 'i32.const' ? signed : unsigned)(operand));
    return this;
  }
}

/**
 * A module on memory imported as m.m, which exports a function f of one 32-bit parameter, without a result.
 * numbers, vectors: its locals after the parameter, 32-bit numbers before vectors.
 */
export function moduleOf(code: Code, numbers: number, vectors: number): Uint8Array {
  const section = (id: number, bytes: readonly number[]) => [
    id,
    ...unsigned(bytes.length),
    ...bytes,
  ];
  const name = (letter: string) => [1, letter.charCodeAt(0)];
  const end = 0x0b;
  const body = [2, ...unsigned(numbers), I32, ...unsigned(vectors), V128, ...code.bytes, end];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, 1, I32, 0]),
    ...section(2, [1, ...name('m'), ...name('m'), 2, 0, 0]),
    ...section(3, [1, 0]),
    ...section(7, [1, ...name('f'), 0, 0]),
    ...section(10, [1, ...unsigned(body.length), ...body]),
  ]);
}
