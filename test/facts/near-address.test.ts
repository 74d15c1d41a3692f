import { describe, expect, test } from 'vitest';
import { nearRange } from '../../src/facts/near-address.js';

describe('an address is near', () => {
  test.each([
    ['127.0.0.1', 'loopback'],
    ['127.255.0.3', 'loopback'],
    ['::1', 'loopback'],
    ['[::1]', 'loopback'],
    ['::ffff:127.0.0.1', 'loopback'],
    ['64:ff9b::7f00:1', 'loopback'],
    ['2002:7f00:1::', 'loopback'],
    ['169.254.1.2', 'link-local'],
    ['fe80::1%eth0', 'link-local'],
    ['169.254.169.254', 'metadata'],
    ['::ffff:a9fe:a9fe', 'metadata'],
    ['64:ff9b::a9fe:a9fe', 'metadata'],
    ['fd00:ec2::254', 'metadata'],
    ['100.100.100.200', 'metadata'],
    ['0.0.0.0', 'unspecified'],
    ['0.1.2.3', 'unspecified'],
    ['::', 'unspecified'],
    ['224.0.0.251', 'multicast'],
    ['255.255.255.255', 'broadcast'],
  ] as const)('%s: %s', (address, range) => {
    expect(nearRange(address)).toBe(range);
  });

  test.each([
    '10.0.0.7',
    '192.168.1.1',
    '100.64.0.1',
    '203.0.113.7',
    '8.8.8.8',
    'fd12::1',
    '2001:db8::1',
    'localhost',
    '',
  ])('%s is not', (address) => {
    expect(nearRange(address)).toBeNull();
  });
});
