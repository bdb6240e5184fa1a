import { defineConfig } from 'vitest/config';
import { JOINING } from './packages/runner/joined-vectors.ts';

/** No test waits for a time: these end one that waits for what does not come, on a machine of any speed. */
const timeouts = {
  testTimeout: 600_000,
  hookTimeout: 600_000,
  expect: { poll: { timeout: 120_000, interval: 20 } },
};

/**
 * Parts are tested side by side; then the product as a whole, one file at a time, so that its timings
 * are its own. Orders count from 1: this Vitest runs group 0 last.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'parts',
          include: ['{packages,services,scenarios,bench}/**/*.test.ts'],
          sequence: { groupOrder: 1 },
          ...timeouts,
        },
      },
      {
        // The simulation once more with what the product runs on: kernels that V8 has optimised, their vectors joined.
        test: {
          name: 'joined vectors',
          include: ['packages/core/simulate/**/*.test.ts'],
          execArgv: [JOINING, '--no-liftoff', '--no-wasm-lazy-compilation'],
          sequence: { groupOrder: 1 },
          ...timeouts,
        },
      },
      {
        test: {
          name: 'whole',
          include: ['{apps,tests,deploy}/**/*.test.ts'],
          sequence: { groupOrder: 2 },
          fileParallelism: false,
          ...timeouts,
        },
      },
    ],
  },
});
