import { describe, expect, test } from 'vitest';
import { factsThatHold, hiddenFrom } from '../../src/check/hidden.js';
import { FactBook } from '../../src/facts/book.js';
import type { TcpFact } from '../../src/facts/facts.js';
import type { FactKey } from '../../src/facts/keys.js';

const POD_FOR_NODE = { network: 'pod', resolver: 'pod', files: '/host' } as const;
const reference = 'user:secret-7@registry.test/app:1';
const key = { kind: 'tcp', address: '10.0.0.7', port: 5000 } as const;

function unknown(vantage: Parameters<typeof hiddenFrom>[0]['vantage'], asked: FactKey, facts = new FactBook()) {
  return hiddenFrom({ vantage, reference }, facts)(asked);
}

function saw(outcome: TcpFact['outcome']): FactBook {
  const facts = new FactBook();
  facts.set(key, { kind: 'tcp', outcome, ms: 1300, segments: 2, detail: null });
  return facts;
}

describe("what a pod can't see of its node", () => {
  test.each([
    [{ kind: 'dns', server: '127.0.0.53', name: 'reg.test', type: 'A' }, '127.0.0.53'],
    [{ kind: 'tcp', address: '127.0.0.1', port: 5000 }, '127.0.0.1:5000'],
    [{ kind: 'tcp', address: '::1', port: 5000 }, '[::1]:5000'],
  ] as const)('%o is unknown, with the line to paste', (asked, said) => {
    const found = unknown(POD_FOR_NODE, asked);
    expect(found?.what).toContain(said);
    expect(found?.needed).toContain('regdoctor pod-spec redacted@registry.test/app:1 --kind node');
  });

  test('other addresses are asked, and a connection that is made holds for the node too', () => {
    expect(unknown(POD_FOR_NODE, key)).toBeNull();
    expect(unknown(POD_FOR_NODE, key, saw('connected'))).toBeNull();
    expect(factsThatHold(POD_FOR_NODE, saw('connected')).has(key)).toBe(true);
  });

  test.each(['silent', 'refused', 'unreachable', 'reset'] as const)(
    'a connection that is %s may be a network policy’s doing: no word about the node',
    (outcome) => {
      expect(unknown(POD_FOR_NODE, key, saw(outcome))?.why).toContain('network policy');
      expect(factsThatHold(POD_FOR_NODE, saw(outcome)).has(key)).toBe(false);
    },
  );

  test.each([
    { network: 'pod', resolver: 'pod', files: '/' },
    { network: 'node', resolver: 'node', files: '/host' },
    { network: 'host', resolver: 'host', files: '/mnt' },
  ] as const)('nothing is hidden from %o', (vantage) => {
    expect(unknown(vantage, { kind: 'tcp', address: '127.0.0.1', port: 5000 })).toBeNull();
    expect(unknown(vantage, key, saw('silent'))).toBeNull();
    expect(factsThatHold(vantage, saw('silent')).has(key)).toBe(true);
  });
});
