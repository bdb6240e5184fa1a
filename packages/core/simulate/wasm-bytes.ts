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

/** Bytes of WebAssembly, written one after another. */
class Bytes {
  private room = new Uint8Array(4096);
  private length = 0;

  get written(): Uint8Array {
    return this.room.subarray(0, this.length);
  }

  add(bytes: ArrayLike<number>): this {
    if (this.length + bytes.length > this.room.length) {
      const larger = new Uint8Array(2 * this.room.length + bytes.length);
      larger.set(this.room);
      this.room = larger;
    }
    for (let i = 0; i < bytes.length; i++) this.room[this.length++] = bytes[i] as number;
    return this;
  }

  /** LEB128 of a whole number from 0 to 2³¹ − 1; with a sign bit where negative ones could stand. */
  number(n: number, signBits: 0 | 1 = 0): this {
    let left = n;
    for (; left >> (7 - signBits) !== 0; left >>= 7) this.add([(left & 127) | 128]);
    return this.add([left]);
  }

  /** Bytes after their length. */
  sized(bytes: ArrayLike<number>): this {
    return this.number(bytes.length).add(bytes);
  }
}

/** Code of one function, put together instruction by instruction. */
export class Code extends Bytes {
  op(name: WasmOp, operand?: number): this {
    this.add(OPCODES[name]);
    if (name === 'v128.load' || name === 'v128.store') this.number(ALIGNED);
    return operand === undefined ? this : this.number(operand, name === 'i32.const' ? 1 : 0);
  }
}

/**
 * A module on memory imported as m.m, which exports a function f of one 32-bit parameter, without a result.
 * numbers, vectors: its locals after the parameter, 32-bit numbers before vectors.
 */
export function moduleOf(code: Code, numbers: number, vectors: number): Uint8Array {
  const name = (letter: string) => [1, letter.charCodeAt(0)];
  const locals = new Bytes().add([2]).number(numbers).add([I32]).number(vectors).add([V128]);
  const body = locals.add(code.written).add(OPCODES.end);
  const module = new Bytes().add([0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
  const section = (id: number, bytes: ArrayLike<number>) => module.add([id]).sized(bytes);
  section(1, [1, 0x60, 1, I32, 0]);
  section(2, [1, ...name('m'), ...name('m'), 2, 0, 0]);
  section(3, [1, 0]);
  section(7, [1, ...name('f'), 0, 0]);
  section(10, new Bytes().add([1]).sized(body.written).written);
  return module.written;
}
