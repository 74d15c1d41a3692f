import { describe, expect, test } from 'vitest';
import type { ManyFlags } from '../../../src/cli/check-command.js';
import { requireFitForMany, requireOneRegistry } from '../../../src/cli/many/require-fit.js';
import type { ReferenceEntry } from '../../../src/many/inputs/entry.js';

const FLAGS = { push: false, login: false } as ManyFlags;

function entry(reference: string, error: string | null = null): ReferenceEntry {
  return { reference, error, meant: null, places: [{ from: null, where: null, pullSecrets: [] }] };
}

describe('flags that go with one reference only', () => {
  test.each<[string, Partial<ManyFlags>]>([
    ['--watch', { watch: true }],
    ['--wait', { wait: '5m' }],
    ['--prove', { prove: true }],
    ['--storage', { storage: true }],
    ['--save-chain', { 'save-chain': 'chain.pem' }],
  ])('%s is refused, with why', (flag, given) => {
    expect(() => requireFitForMany({ ...FLAGS, ...given })).toThrow(
      new RegExp(`^${flag}: .* does not go with several`),
    );
  });

  test('those that were not given are no hindrance', () => {
    expect(() => requireFitForMany({ ...FLAGS, watch: false, storage: false, prove: false })).not.toThrow();
  });
});

describe('an account', () => {
  test('is never shown to several registries', () => {
    const entries = [entry('a.test/x'), entry('b.test/x')];
    expect(() => requireOneRegistry(entries, { creds: 'user:secret' })).toThrow(/would be sent to 2 registries/);
    expect(() => requireOneRegistry(entries, { creds: 'user:secret' })).not.toThrow(/secret/);
  });

  test('goes with many references of one registry, and with none given all is fine', () => {
    const entries = [entry('a.test/x'), entry('a.test/y:2'), entry('b.test/ x', 'no reference')];
    expect(() => requireOneRegistry(entries, { creds: 'user:secret' })).not.toThrow();
    expect(() => requireOneRegistry([entry('a.test/x'), entry('b.test/x')], {})).not.toThrow();
  });
});
