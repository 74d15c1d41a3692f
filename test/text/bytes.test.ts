import { expect, test } from 'vitest';
import { bytesOf } from '../../src/text/bytes.js';

test.each([
  [1, '1 byte'],
  [1000, '1000 bytes'],
  [1024, '1 KiB'],
  [1536, '1.5 KiB'],
  [976 * 1024, '976 KiB'],
  [1024 * 1024, '1 MiB'],
  [5000 * 1024 * 1024 * 1024, '5000 GiB'],
])('%i', (bytes, shown) => {
  expect(bytesOf(bytes)).toBe(shown);
});
