import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { silentPort } from './support/full-backlog.js';
import { limits, listen, prober, rawServer } from './support/servers.js';

const key = (port: number, address = '127.0.0.1') => ({ kind: 'tcp', address, port }) as const;

describe('a connect', () => {
  test('that is answered', async () => {
    const fact = await prober().probe(key(await rawServer(() => {})), limits());
    expect(fact).toMatchObject({ kind: 'tcp', outcome: 'connected', segments: 1, detail: null });
  });

  test('over IPv6', async () => {
    const port = await listen(createServer(), '::1');
    expect(await prober().probe(key(port, '::1'), limits())).toMatchObject({ outcome: 'connected' });
    expect(await prober().probe(key(port), limits())).toMatchObject({ outcome: 'refused', detail: 'ECONNREFUSED' });
  });

  test('goes where the port map says, and the fact does not tell', async () => {
    const port = await rawServer(() => {});
    const mapped = prober({ portMap: new Map([['10.9.8.7:443', { address: '127.0.0.1', port }]]) });
    const fact = await mapped.probe(key(443, '10.9.8.7'), limits());
    expect(fact).toMatchObject({ outcome: 'connected' });
    expect(JSON.stringify(fact)).not.toContain('127.0.0.1');
  });

  test('to something that is no address never throws', async () => {
    expect(await prober().probe(key(99_999), limits())).toMatchObject({ outcome: 'failed' });
  });
});

describe('silence', () => {
  test('beside an answering port is decided after the second SYN, long before the limit', async () => {
    const fact = await prober().probe(key(await silentPort()), limits(10_000, 2));
    expect(fact).toMatchObject({ outcome: 'silent', segments: 2 });
    expect(fact.ms).toBeGreaterThanOrEqual(1290);
    expect(fact.ms).toBeLessThan(1700);
  });

  test('alone is decided at the limit', async () => {
    const fact = await prober().probe(key(await silentPort()), limits(1600));
    expect(fact).toMatchObject({ outcome: 'silent', segments: 2 });
    expect(fact.ms).toBeGreaterThanOrEqual(1590);
  });

  test('is not claimed after one SYN', async () => {
    const fact = await prober().probe(key(await silentPort()), limits(200));
    expect(fact).toMatchObject({ outcome: 'failed', segments: 1 });
  });
});

describe('an end from outside', () => {
  test('by the signal comes at once', async () => {
    const controller = new AbortController();
    const asked = prober().probe(key(await silentPort()), { ...limits(10_000), signal: controller.signal });
    setTimeout(() => controller.abort(), 50);
    const fact = await asked;
    expect(fact).toMatchObject({ outcome: 'failed', detail: 'stopped' });
    expect(fact.ms).toBeLessThan(500);
  });

  test('by close ends probes under way, and later ones do not start', async () => {
    const closing = prober();
    const asked = closing.probe(key(await silentPort()), limits(10_000));
    await closing.close();
    expect(await asked).toMatchObject({ outcome: 'failed', detail: 'stopped' });
    expect(await closing.probe(key(80), limits())).toMatchObject({ outcome: 'failed', detail: 'stopped' });
  });

  test('close destroys connections left open', async () => {
    let ended = false;
    const port = await rawServer((socket) => socket.on('close', () => (ended = true)));
    const closing = prober();
    await closing.probe(key(port), limits());
    await closing.close();
    await expect.poll(() => ended).toBe(true);
  });
});
