import { makePack, writePack } from '@scenario-sandbox/ops/pack/index.ts';
import { EXIT } from '../exit.ts';

/** `sandbox pack`: the deploy pack, its manifest, bill of materials and sums, in dist/. */
export default async function pack(): Promise<number> {
  const { pack: made, commit, modified } = await writePack(await makePack(process.env));
  const from = modified ? `${commit} with uncommitted changes` : commit;
  process.stdout.write(`dist/${made.file}: ${made.bytes} bytes, from ${from}\n`);
  process.stdout.write(`sha256 ${made.sha256}\n`);
  return EXIT.done;
}
