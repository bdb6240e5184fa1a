import { layout, writeConstants } from './constants.ts';
import { KERNELS } from './kernels.wasm.ts';

/** A kernel: addresses, steps and sizes in bytes; returns how much the host has to redo. */
export type Kernel = (...parameters: number[]) => number;

/** One thread's kernels and their memory. */
export interface KernelInstance {
  readonly kernels: Readonly<Record<string, Kernel>>;
  /** Makes the memory at least this large; a memory never shrinks. Views made before are void. */
  reserve(bytes: number): ArrayBuffer;
  /** The function f of a module that imports this memory as m.m; of equal modules the same one. */
  load(module: Uint8Array): (bytes: number) => void;
}

interface Memory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

/** The part of the WebAssembly interface that is used: it is in no library of ECMAScript. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports?: object) => { readonly exports: unknown };
};

const PAGE = 65_536;
/** Modules that are remembered, as later runs of a scenario ask for the same. */
const LOADED_MAX = 256;
let instance: KernelInstance | undefined;

/** The kernels of this thread, made at first use and kept: so memory is reused from run to run. */
export function kernelInstance(): KernelInstance {
  instance ??= instantiate();
  return instance;
}

function instantiate(): KernelInstance {
  const module = new WebAssembly.Module(decode(KERNELS));
  const { memory, ...kernels } = new WebAssembly.Instance(module).exports as Record<
    string,
    Kernel
  > & { memory: Memory };
  const reserve = (bytes: number) => {
    const missing = bytes - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
    return memory.buffer;
  };
  reserve(layout.REGISTERS as number);
  writeConstants(memory.buffer);
  const loaded = new Map<string, ReturnType<KernelInstance['load']>>();
  const load = (bytes: Uint8Array) => {
    const key = bytes.join();
    const known = loaded.get(key);
    if (known) return known;
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), {
      m: { m: memory },
    });
    const { f } = exports as { f: ReturnType<KernelInstance['load']> };
    if (loaded.size >= LOADED_MAX) loaded.clear();
    loaded.set(key, f);
    return f;
  };
  return { kernels, reserve, load };
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Each thread does it once, before the compiler knows it: so it is plain. */
function decode(base64: string): Uint8Array {
  const value = new Uint8Array(128);
  for (let i = 0; i < 64; i++) value[DIGITS.charCodeAt(i)] = i;
  const digits = base64.replace(/=+$/, '');
  const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4));
  let held = 0;
  for (let i = 0, length = 0; i < digits.length; i++) {
    held = ((held << 6) | (value[digits.charCodeAt(i)] as number)) & 0xffff;
    // Digits 1, 2 and 3 of four end a byte, and leave 4, 2 and 0 bits of the next.
    const left = 6 - 2 * (i & 3);
    if (left < 6) bytes[length++] = held >> left;
  }
  return bytes;
}
