import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { buildStudioWhenStale, makeRoomForStudio } from './studio-build.ts';

test('where the studio cannot be written, the services go on and one line says why', async () => {
  const parent = await mkdtemp(join(tmpdir(), 'sandbox-'));
  const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    // Nobody can write below a file, not even root.
    await writeFile(join(parent, 'file'), '');
    const folder = join(parent, 'file/dist');
    await makeRoomForStudio(folder);
    expect(await buildStudioWhenStale(folder)).toBe(false);
    expect(written.mock.calls).toEqual([
      [expect.stringMatching(/^The studio cannot be built: .* cannot be written .*\n$/)],
    ]);
  } finally {
    written.mockRestore();
    await rm(parent, { recursive: true });
  }
});
