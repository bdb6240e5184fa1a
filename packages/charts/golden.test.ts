import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { chartKinds } from './index.ts';
import { sampleReport } from './testing.ts';

const report = sampleReport([
  { id: 'a', name: 'First option', mean: 120e3, sd: 60e3 },
  { id: 'b', name: 'Second option', mean: 90e3, sd: 20e3 },
]);

// Rewritten by UPDATE_GOLDEN=1; look at the pictures in review.
test.each(['outcomes', 'tornado', 'switching'] as const)(
  '%s is drawn as in the fixture',
  (kind) => {
    const file = `${import.meta.dirname}/fixtures/${kind}.svg`;
    const drawn = `${chartKinds[kind](report, { width: 480, id: 'golden' })[0]?.svg}\n`;
    if (process.env.UPDATE_GOLDEN) writeFileSync(file, drawn);
    expect(drawn).toBe(readFileSync(file, 'utf8'));
  },
);
