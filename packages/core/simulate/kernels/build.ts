import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';
import { layout } from './constants.ts';

const folder = fileURLToPath(new URL('./assembly/', import.meta.url));

/** The module './layout' that the kernels import: the addresses of constants.ts. It is no file. */
function layoutText(): string {
  const lines = Object.entries(layout).map(
    ([name, value]) => `export const ${name}: usize = ${value};`,
  );
  return lines.join('\n');
}

/** Compiles the kernels. Errors: the compiler's messages. */
export async function compileKernels(): Promise<Uint8Array> {
  const written = new Map<string, Uint8Array>();
  const { error, stderr } = await asc.main(
    [
      'index.ts',
      ...['--outFile', 'kernels.wasm'],
      ...['--runtime', 'stub'],
      ...['--enable', 'simd'],
      ...['--optimizeLevel', '3', '--noAssert', '--converge'],
    ],
    {
      readFile: async (name) => {
        if (name === 'layout.ts') return layoutText();
        return readFile(folder + name, 'utf8').catch(() => null);
      },
      writeFile: (name, contents) => {
        written.set(name, contents as Uint8Array);
      },
      listFiles: () => [],
    },
  );
  const wasm = written.get('kernels.wasm');
  if (error || !wasm) throw new Error(`The kernels do not compile:\n${stderr.toString()}`);
  return wasm;
}

/** Text of kernels.wasm.ts. */
export function moduleText(wasm: Uint8Array): string {
  const lines =
    Buffer.from(wasm)
      .toString('base64')
      .match(/.{1,116}/g) ?? [];
  return `// Generated from assembly/ by build.ts (npm run build:kernels); do not edit.\n\n/** The kernels as WebAssembly, in base64. */\nexport const KERNELS =\n${lines.map((line) => `  '${line}'`).join(' +\n')};\n`;
}

if (import.meta.main) {
  const wasm = await compileKernels();
  await writeFile(fileURLToPath(new URL('./kernels.wasm.ts', import.meta.url)), moduleText(wasm));
  console.log(`kernels.wasm.ts: ${wasm.length} bytes of WebAssembly`);
}
