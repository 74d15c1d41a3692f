import { describe, expect, test } from 'vitest';
import { hiddenFrom } from '../../src/check/hidden.js';

const node = { network: 'pod', resolver: 'pod', files: '/host' } as const;

describe("what a pod can't see of its node", () => {
  test.each([
    [{ kind: 'dns', server: '127.0.0.53', name: 'reg.test', type: 'A' }, '127.0.0.53'],
    [{ kind: 'tcp', address: '127.0.0.1', port: 5000 }, '127.0.0.1:5000'],
    [{ kind: 'tcp', address: '::1', port: 5000 }, '::1:5000'],
  ] as const)('%o is unknown, with the line to paste', (key, said) => {
    const unknown = hiddenFrom(node)(key);
    expect(unknown?.what).toContain(said);
    expect(unknown?.needed).toContain('"hostNetwork":true');
  });

  test('other addresses are asked', () => {
    expect(hiddenFrom(node)({ kind: 'tcp', address: '10.0.0.7', port: 5000 })).toBeNull();
  });

  test.each([
    { network: 'pod', resolver: 'pod', files: '/' },
    { network: 'node', resolver: 'node', files: '/host' },
    { network: 'host', resolver: 'host', files: '/mnt' },
  ] as const)('nothing is hidden from %o', (vantage) => {
    expect(hiddenFrom(vantage)({ kind: 'tcp', address: '127.0.0.1', port: 5000 })).toBeNull();
  });
});
