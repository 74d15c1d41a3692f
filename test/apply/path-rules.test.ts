import { describe, expect, test } from 'vitest';
import { wrongWith } from '../../src/apply/path-rules.js';

describe('where a fix may write', () => {
  test.each(['/etc/containers/registries.conf', '/root/.docker/config.json', '/etc/a b/ü'])('%s: yes', (path) => {
    expect(wrongWith(path)).toBeNull();
  });

  test.each([
    ['etc/hosts', 'is no plain absolute path'],
    ['/', 'is no plain absolute path'],
    ['', 'is no plain absolute path'],
    ['/etc/../root/x', 'is no plain absolute path'],
    ['/etc//hosts', 'is no plain absolute path'],
    ['/etc/x/', 'is no plain absolute path'],
    ['/etc/x\n/y', 'has control characters in its name'],
    ['/etc/x\0', 'has control characters in its name'],
    ['/proc/sysrq-trigger', "is the kernel's, not a file of configuration"],
    ['/sys/kernel/x', "is the kernel's, not a file of configuration"],
    ['/dev/sda', "is the kernel's, not a file of configuration"],
    [`/${'x'.repeat(256)}`, 'is longer than names can be'],
    ['/x'.repeat(3000), 'is longer than paths can be'],
  ])('%j: no', (path, why) => {
    expect(wrongWith(path)).toBe(why);
  });
});
