import { defineConfig } from 'vitest/config';

/** Half of these tests wait for processes and sockets: two at a time fill the two processors that CI has, and no more disturb each other's times. */
const WORKERS = 2;

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/conformance/**', 'test/image/**', 'test/live/**', 'test/timed/**', 'test/browser/**'],
          setupFiles: ['test/setup.ts'],
          // Hundreds of small files: loading the same modules for each of them took longer than the tests. None changes what others see.
          isolate: false,
          maxWorkers: WORKERS,
          // Properties over hostile texts take seconds on a busy machine.
          testTimeout: 30_000,
        },
      },
      { test: { name: 'live', include: ['test/live/**/*.test.ts'], testTimeout: 30_000, maxWorkers: WORKERS } },
      {
        test: {
          name: 'timed',
          include: ['test/timed/**/*.test.ts'],
          fileParallelism: false,
          // What is promised of speed is measured after everything else has ended.
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          // A browser starts, and axe-core looks at every element of a page.
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: WORKERS,
        },
      },
      {
        test: {
          name: 'conformance',
          include: ['test/conformance/**/*.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 120_000,
          // Cases wait side by side for what real clients wait for; what needs the processor takes turns (harness/measure.ts).
          maxConcurrency: 16,
          globalSetup: ['test/conformance/global-setup.ts'],
        },
      },
      {
        test: {
          name: 'image',
          include: ['test/image/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          globalSetup: ['test/image/global-setup.ts'],
        },
      },
      {
        test: {
          name: 'image-debian',
          include: ['test/image/debian/*.test.ts'],
          // Times under limits are measured: one file at a time.
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          globalSetup: ['test/image/debian/global-setup.ts'],
        },
      },
    ],
  },
});
