import { PPND16_CENTRAL, PPND16_MIDDLE } from '../../math/normal.ts';
import {
  EXP_TABLE,
  INV_LN2_128,
  LN2_128_HI,
  LN2_128_LO,
  LN2_HI,
  LN2_LO,
  LOG_TABLE,
  MILLS,
} from '../../math/tables.ts';
import { FIRST_QUARTER, LAST_QUARTER } from '../quantile-table.ts';

/**
 * What the kernels read from memory: constants, each twice (a vector's two lanes), and the tables of
 * exp and log. The kernels find them by `assembly/layout.ts`, which build.ts writes from this file.
 */

/** Where the constants begin, in bytes; below lies nothing. */
const START = 1024;

/** Cells of the grid in which statistics count; two more hold what lies below and above it. */
export const CELLS = 4096;
/** Values that statistics stage at a time. */
export const STAGED = 1024;

/** Words by name, as patterns of two. */
function same(words: Readonly<Record<string, number>>): Record<string, [number, number]> {
  return Object.fromEntries(Object.entries(words).map(([name, word]) => [name, [word, word]]));
}

/** Bit patterns by name: high word, low word. */
const patterns: Readonly<Record<string, readonly [number, number]>> = {
  LOG_BIAS: [0x3fe68aab - 0x3ff00000, 0],
  LOG_UNBIAS: [0x3fe68aab, 0],
  MANTISSA_MASK: [0x000fffff, 0xffffffff],
  TWO_52_BITS: [0x43300000, 0],
  ROUND_BIT: [0, 0x80000000],
  HIGH_WORD_MASK: [0xffffffff, 0],
  UPPER_HALF_MASK: [0xffffffff, 0xf8000000],
  NIBBLE_MASK: [0x0f0f0f0f, 0x0f0f0f0f],
  // Of a tabulated quantile's pieces, as quantile-table.ts has them: see assembly/quantiles.ts.
  PIECE_MASK: [0xfffc0000, 0],
  PIECE_HALF: [0x00020000, 0],
  PIECE_SCALE: [2049 << 20, 0],
  EXPONENT_MASK: [0x7ff00000, 0],
  FIRST_QUARTER: [0, FIRST_QUARTER],
  LAST_QUARTER: [0, LAST_QUARTER],
  ...same({
    ...{ PHILOX_0: 0xd2511f53, PHILOX_1: 0xcd9e8d57 },
    ...{ SCRAMBLE_0: 0x6c50b47c, SCRAMBLE_1: 0xb82f1e52, SCRAMBLE_2: 0xc7afe638 },
    ...{ SCRAMBLE_3: 0x8d22f6e6, MIX_0: 0x85ebca6b, MIX_1: 0xc2b2ae35 },
  }),
};

/** Numbers by name. */
const numbers: Readonly<Record<string, number>> = {
  ZERO: 0,
  ONE: 1,
  HALF: 0.5,
  MINUS_HALF: -0.5,
  ROUNDER: 6755399441055744,
  INV_LN2_128,
  LN2_128_HI,
  LN2_128_LO,
  EXP_3: 1 / 6,
  EXP_4: 1 / 24,
  EXP_5: 1 / 120,
  EXP_LIMIT: 708,
  LN2_HI,
  LN2_LO,
  LOG_3: 1 / 3,
  LOG_4: -0.25,
  LOG_5: 0.2,
  LOG_6: -1 / 6,
  LOG_7: 1 / 7,
  LOG_8: -0.125,
  TWO_52_AND_1023: 4503599627370496 + 1023,
  SMALLEST_NORMAL: 2.2250738585072014e-308,
  INFINITY: Infinity,
  UNIT_OFFSET: 1 - 1 / 9007199254740992,
  CENTRAL_LIMIT: 0.425,
  CENTRAL_SHIFT: 0.180625,
  MIDDLE_SHIFT: 1.6,
  // A little above e⁻²⁵, where the second range of PPND16 ends.
  FAR_TAIL: 1.4e-11,
  SIGN: -0,
  LAST_CELL: CELLS + 1,
  ...Object.fromEntries(PPND16_CENTRAL.map((c, i) => [`CENTRAL_${i}`, c])),
  ...{ THREE: 3, TWO: 2, PER_1024: 1 / 1024, TIMES_1024: 1024, INV_ROOT_2PI: 0.3989422804014327 },
  // Where exp(−x²/2) leaves the range of the kernel of exp.
  CDF_LIMIT: 37.5,
  ...Object.fromEntries(PPND16_MIDDLE.map((c, i) => [`MIDDLE_${i}`, c])),
  ...Object.fromEntries([...MILLS].map((c, i) => [`MILLS_${i}`, c])),
};

const names = [...Object.keys(numbers), ...Object.keys(patterns)];
const EXP_AT = START + 16 * names.length;
const LOG_AT = EXP_AT + 128 * 16;
const SCRATCH_AT = LOG_AT + 128 * 32;
/** Samples that one call of a kernel works on. A multiple of 16; it changes no bit of the answer. */
export const BLOCK_BITS = 9;
export const BLOCK = 1 << BLOCK_BITS;
/** From one register to the next: a line of cache more than a block, lest their like samples compete for the same places of a cache. */
export const REGISTER_BYTES = 8 * BLOCK + 64;
const SCRATCH_BYTES = 8 * BLOCK;

/** What a column's area holds, with its size in bytes; names are of places within the area. */
const inArea: readonly (readonly [string, number])[] = [
  ...(['SUM', 'SQUARES', 'LOWER', 'LEAST', 'GREATEST', 'ATOMS'] as const).map(
    (name) => [name, 16] as const,
  ),
  ['COUNTS', 4 * (CELLS + 4)],
  ['MARKS', CELLS + 16],
];
/** Bytes of what the passes of statistics count and sum of one column. */
export const AREA_BYTES = inArea.reduce((sum, [, size]) => sum + size, 0);

/** What kernels work on beside registers, with its size in bytes. */
const places: readonly (readonly [string, number])[] = [
  ['DIRECTIONS', 128],
  ['LANES', 32],
  ['TAILS', 8 * BLOCK + 32],
  ['STAGE', 8 * STAGED],
  ['KEPT', 8 * (STAGED + 1)],
  ['BELOW', 4 * (CELLS + 4)],
  ['AREA', AREA_BYTES],
];

function addresses(): Record<string, number> {
  const found: Record<string, number> = {
    EXP_TABLE: EXP_AT,
    LOG_TABLE: LOG_AT,
    SCRATCH: SCRATCH_AT,
  };
  names.forEach((name, i) => {
    found[name] = START + 16 * i;
  });
  const list = (parts: readonly (readonly [string, number])[], first: number) => {
    let next = first;
    for (const [name, size] of parts) {
      found[name] = next;
      next += 16 * Math.ceil(size / 16);
    }
    return next;
  };
  list(inArea, 0);
  const end = list(places, SCRATCH_AT + SCRATCH_BYTES);
  return { ...found, REGISTERS: end, BLOCK, CELLS };
}

/** Addresses by name, in bytes. `REGISTERS` is the first that belongs to a plan. */
export const layout: Readonly<Record<string, number>> = addresses();

/** Writes constants and tables into an instance's memory. */
export function writeConstants(memory: ArrayBuffer): void {
  const view = new DataView(memory);
  for (const [name, value] of Object.entries(numbers)) {
    const address = layout[name] as number;
    view.setFloat64(address, value, true);
    view.setFloat64(address + 8, value, true);
  }
  for (const [name, [high, low]] of Object.entries(patterns))
    for (const lane of [0, 8]) {
      const address = (layout[name] as number) + lane;
      view.setUint32(address, low, true);
      view.setUint32(address + 4, high, true);
    }
  for (let i = 0; i < 128; i++) {
    // Less i·2^45, so that adding k·2^45 to a row yields 2^(k/128) whatever i = k mod 128.
    const head = EXP_AT + 16 * i;
    view.setFloat64(head, EXP_TABLE[2 * i] as number, true);
    view.setUint32(head + 4, view.getUint32(head + 4, true) - (i << 13), true);
    view.setFloat64(head + 8, EXP_TABLE[2 * i + 1] as number, true);
    for (let k = 0; k < 3; k++)
      view.setFloat64(LOG_AT + 32 * i + 8 * k, LOG_TABLE[3 * i + k] as number, true);
  }
}
