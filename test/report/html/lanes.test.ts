import { describe, expect, test } from 'vitest';
import { type Hop, lanesOf } from '../../../src/report/html/lanes.js';
import type { Report, ReportAttempt } from '../../../src/report/schema.js';
import { anAttempt, aReport } from '../a-report.js';

const part = (id: number, parent: number, more: Partial<ReportAttempt>) =>
  anAttempt({ id, parent, method: null, url: null, status: null, ...more });
const told = ({ kind, name, state, word }: Hop) => `${kind} ${name}: ${state}, ${word}`;
const lanes = (attempts: ReportAttempt[], registry: string | null = 'registry.example.com') =>
  lanesOf({ attempts }, { ...aReport().reference, registry } satisfies Report['reference']).map(({ hops }) =>
    hops.map(told),
  );

describe('the ways of a walk', () => {
  test('a registry by name: resolver, address, registry', () => {
    expect(
      lanes([
        anAttempt({ id: 1 }),
        part(2, 1, { step: 'dns', url: 'registry.example.com', address: '10.96.0.10' }),
        part(3, 1, { step: 'tcp' }),
      ]),
    ).toEqual([
      [
        'resolver 10.96.0.10: ok, knows the name',
        'address 10.0.0.7:443: ok, connects',
        'registry https://registry.example.com: ok, answers 200',
      ],
    ]);
  });

  test('what comes after a broken link is not reached', () => {
    expect(
      lanes([
        anAttempt({ id: 1, outcome: 'dns-nxdomain', status: null, address: null }),
        part(2, 1, { step: 'dns', url: 'registry.example.com', address: '10.96.0.10', outcome: 'dns-nxdomain' }),
      ]),
    ).toEqual([
      ['resolver 10.96.0.10: broken, no such name', 'registry https://registry.example.com: unreached, not reached'],
    ]);
  });

  test('token realm and blob host have ways of their own; retries draw none', () => {
    const walk = lanes([
      anAttempt({ id: 1, status: 401 }),
      anAttempt({ id: 2, step: 'token', url: 'https://auth.example.com/token', address: '10.0.0.8:443' }),
      anAttempt({
        id: 3,
        step: 'blob',
        url: 'https://cdn.example.net/x',
        address: '10.0.0.9:443',
        outcome: 'http-status',
        status: 403,
      }),
      anAttempt({ id: 4, step: 'blob', url: 'https://elsewhere.example.net/x', retry: 1 }),
    ]);
    expect(walk.map((hops) => hops.at(-1))).toEqual([
      'registry https://registry.example.com: ok, answers 401',
      'token realm https://auth.example.com: ok, answers 200',
      'blob host https://cdn.example.net: broken, answers 403',
    ]);
  });

  test('a proxy that refuses is the broken link, not the server behind it', () => {
    const [hops] = lanes([
      anAttempt({
        id: 1,
        outcome: 'proxy-refused',
        status: null,
        address: '10.0.0.3:3128',
        proxy: 'http://10.0.0.3:3128 (https_proxy)',
      }),
      part(2, 1, { step: 'tcp', address: '10.0.0.3:3128' }),
    ]);
    expect(hops).toEqual([
      'address 10.0.0.3:3128: ok, connects',
      'proxy http://10.0.0.3:3128 (https_proxy): broken, refuses',
      'registry https://registry.example.com: unreached, not reached',
    ]);
  });

  test('one address of two that works is a way, and the other is said; TLS says why it ended', () => {
    const [hops] = lanes([
      anAttempt({ id: 1, outcome: 'tls-untrusted', status: null, address: null }),
      part(2, 1, { step: 'tcp', address: '[fd00::7]:443', outcome: 'tcp-timeout' }),
      part(3, 1, { step: 'tcp' }),
      part(4, 1, { step: 'tls', outcome: 'tls-untrusted' }),
    ]);
    expect(hops).toEqual([
      'address [fd00::7]:443, 10.0.0.7:443: slow, 1 of 2 works; no answer',
      'registry https://registry.example.com: broken, unknown authority',
    ]);
  });

  test("another server than the reference's registry is named an endpoint; Docker's own names are one", () => {
    expect(lanes([anAttempt({ address: null })], 'other.example.com').flat()[0]).toMatch(/^endpoint /);
    expect(
      lanes([anAttempt({ url: 'https://registry-1.docker.io/v2/', address: null })], 'docker.io').flat()[0],
    ).toMatch(/^registry /);
  });

  test('what is no URL has no way, and what is not known is said to be', () => {
    expect(lanes([anAttempt({ url: 'nonsense' })])).toEqual([]);
    expect(lanes([anAttempt({ outcome: 'unknown', status: null, address: null })]).flat()).toEqual([
      'registry https://registry.example.com: unknown, not seen',
    ]);
  });
});
