import { expect, test } from 'vitest';
import { ReadingProgress } from '../../src/cli/reading-progress.js';

function shown(isTTY: boolean, total: number | null): string {
  let now = 0;
  let text = '';
  const write = (part: string | Uint8Array): boolean => {
    text += String(part);
    return true;
  };
  const progress = new ReadingProgress({ isTTY, write }, total, () => now);
  for (let index = 1; index <= 20; index += 1) {
    now += 100;
    progress.read(10_000_000, index * 1000);
  }
  progress.stop();
  return text;
}

test('shows on a terminal how far it is and how fast, twice a second, and takes it away', () => {
  const lines = shown(true, 500_000_000).split('\r\x1b[K');
  expect(lines).toHaveLength(6);
  expect(lines[1]).toBe('read 50 of 500 MB, line 5000, 100 MB/s');
  expect(lines.at(-1)).toBe('');
  expect(shown(true, null)).toContain('read 50 MB, line 5000');
});

test('says nothing elsewhere', () => {
  expect(shown(false, null)).toBe('');
});
