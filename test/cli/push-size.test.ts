import { describe, expect, test } from 'vitest';
import { pushSizeFrom } from '../../src/cli/push-size.js';
import { UsageError } from '../../src/report/usage.js';

const MIB = 1024 * 1024;

describe('--push-size', () => {
  test.each([
    ['1', 1],
    ['1000', 1000],
    ['512KiB', 512 * 1024],
    ['10M', 10 * MIB],
    ['10 mib', 10 * MIB],
    ['10MB', 10_000_000],
    ['1g', 1024 * MIB],
  ])('%s is %i bytes', (value, bytes) => {
    expect(pushSizeFrom(value)).toBe(bytes);
  });

  test.each(['', '0', '-1', '1.5M', 'M', '10 apples', '2G', '999999999999', '1__proto__', 'constructor'])(
    '%s is refused',
    (value) => {
      expect(() => pushSizeFrom(value)).toThrow(UsageError);
    },
  );
});
