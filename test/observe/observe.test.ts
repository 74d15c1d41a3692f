import { describe, expect, test } from 'vitest';
import { FactBook } from '../../src/facts/book.js';
import type { Fact, TcpFact } from '../../src/facts/facts.js';
import { type FactKey, keyId, type TcpKey } from '../../src/facts/keys.js';
import { createObserver, type Probing } from '../../src/observe/observe.js';

const key = (port: number): TcpKey => ({ kind: 'tcp', address: '10.0.0.7', port });
const connected: TcpFact = { kind: 'tcp', outcome: 'connected', ms: 7, segments: 1, detail: null };

/** A prober that answers after a while and remembers what it was asked. */
function prober(wait: (asked: FactKey) => number = () => 1) {
  const asked: string[] = [];
  const siblings: (number | null)[] = [];
  const probing: Probing = {
    async probe(wanted, limits): Promise<Fact> {
      asked.push(keyId(wanted));
      await new Promise((resolve) => setTimeout(resolve, wait(wanted)));
      siblings.push(limits.siblingRoundTripMs());
      return connected;
    },
  };
  return { probing, asked, siblings };
}

function observer(probing: Probing, facts: FactBook, signal: AbortSignal = new AbortController().signal) {
  return createObserver({ facts, prober: probing, stepMs: 1000, signal, onProbe: () => {} });
}

describe('the loop between replay and the network', () => {
  test('asks each key once, however often it is needed', async () => {
    const facts = new FactBook();
    const { probing, asked } = prober();
    const required = () => [key(443), key(443)].filter((wanted) => !facts.has(wanted));
    await observer(probing, facts).observe({ required, scouted: () => [key(443)] });
    expect(asked).toEqual([keyId(key(443))]);
  });

  test('goes on until replay needs nothing more', async () => {
    const facts = new FactBook();
    const { probing, asked } = prober();
    const ports = [443, 80, 5000];
    const required = () =>
      ports
        .map(key)
        .filter((wanted) => !facts.has(wanted))
        .slice(0, 1);
    await observer(probing, facts).observe({ required, scouted: () => [] });
    expect(asked).toEqual(ports.map((port) => keyId(key(port))));
  });

  test('does not wait for what is only scouted', async () => {
    const facts = new FactBook();
    const { probing } = prober((wanted) => (wanted.kind === 'tcp' && wanted.port === 80 ? 2000 : 1));
    const started = performance.now();
    await observer(probing, facts).observe({
      required: () => [key(443)].filter((wanted) => !facts.has(wanted)),
      scouted: () => [key(80)],
    });
    expect(performance.now() - started).toBeLessThan(1000);
    expect(facts.has(key(80))).toBe(false);
  });

  test('ends when its time is up, and keeps nothing that came too late', async () => {
    const facts = new FactBook();
    const { probing } = prober(() => 500);
    const started = performance.now();
    await observer(probing, facts, AbortSignal.timeout(50)).observe({
      required: () => [key(443)].filter((wanted) => !facts.has(wanted)),
      scouted: () => [],
    });
    expect(performance.now() - started).toBeLessThan(400);
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(facts.has(key(443))).toBe(false);
  });

  test('tells a probe how far away the same address is', async () => {
    const facts = new FactBook([[keyId(key(80)), connected]]);
    const { probing, siblings } = prober();
    await observer(probing, facts).observe({
      required: () => [key(443)].filter((wanted) => !facts.has(wanted)),
      scouted: () => [],
    });
    expect(siblings).toEqual([7]);
  });
});
