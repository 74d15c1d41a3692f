import { describe, expect, test } from 'vitest';
import type { TlsKey } from '../../src/facts/keys.js';
import { issue, leaf, NAME, otherRoot } from '../trust/authorities.js';
import { tcpFact, tlsFact } from './support/facts.js';
import { ADDRESS, check, evidence, proven, silent } from './support/network.js';

const PROXY = '10.0.0.3';
const environment = { HTTPS_PROXY: `http://${PROXY}:3128` };
const open = { [`${PROXY}:3128`]: tcpFact(), [`${ADDRESS}:443`]: tcpFact() };
const closed = { [`${PROXY}:3128`]: tcpFact(), [`${ADDRESS}:443`]: silent() };
const product = issue({ subject: 'FortiGate CA', issuer: null, ca: true });
const ofProduct = [leaf(product), product];
const ofStranger = [leaf(otherRoot), otherRoot];

const throughProxy =
  (chain: Parameters<typeof tlsFact>[0]) =>
  ({ route }: TlsKey) =>
    route.kind === 'proxy' ? tlsFact(chain) : undefined;

describe('decided', () => {
  test('asked directly, the registry shows another issuer: NO_PROXY first, the proxy’s CA second', () => {
    const { primary, found } = check({ environment, tcp: open, tls: throughProxy(ofStranger) });
    expect(found).toHaveLength(1);
    expect(primary).toMatchObject({
      code: 'proxy-interception',
      severity: 'error',
      title: expect.stringMatching(
        /^the proxy http:\/\/10\.0\.0\.3:3128 opens the connection to registry\.example\.com/,
      ),
    });
    expect(evidence(primary)).toContain('asked directly, registry.example.com shows a certificate issued by');
    expect(proven(primary).map(({ commands, files }) => [commands, files.map(({ path }) => path)])).toEqual([
      [[`export NO_PROXY=${NAME} no_proxy=${NAME}`], []],
      [[], [`/etc/containers/certs.d/${NAME}/ca.crt`]],
    ]);
  });

  test('the issuer names an inspecting product and no direct way is open: its CA', () => {
    const { primary } = check({ environment, tcp: closed, tls: throughProxy(ofProduct) });
    expect(primary?.code).toBe('proxy-interception');
    const [fix, ...others] = proven(primary);
    expect(others).toEqual([]);
    expect(fix?.files[0]?.content).toContain('BEGIN CERTIFICATE');
    expect(fix?.summary).toContain('unverified: compare the fingerprint');
  });

  test('without a proxy, by the name of the issuer alone: something on the way', () => {
    const { primary } = check({ tls: () => tlsFact(ofProduct) });
    expect(primary).toMatchObject({
      code: 'proxy-interception',
      title: expect.stringMatching(/^something on the way opens the connection/),
    });
    expect(proven(primary).every(({ commands }) => commands.length === 0)).toBe(true);
    const theirs = primary?.fixes.find(({ proof }) => proof.kind === 'hypothetical');
    expect(theirs?.proof.after.outcome).not.toBe('fail');
  });

  test('a proxy that sends its leaf alone: nothing is trusted that is another one tomorrow', () => {
    const { primary } = check({ environment, tcp: closed, tls: throughProxy([leaf(product)]) });
    expect(primary?.code).toBe('proxy-interception');
    expect(proven(primary)).toEqual([]);
  });
});

describe('undecided, so not said', () => {
  test('a private CA behind a proxy, no direct way: both are told with the general code', () => {
    const { primary } = check({ environment, tcp: closed, tls: throughProxy(ofStranger) });
    expect(primary?.code).toBe('tls-unknown-ca');
    expect(evidence(primary)).toContain('it may be the proxy that shows this certificate');
  });

  test('the same certificate both ways', () => {
    const { primary } = check({ environment, tcp: open, tls: () => tlsFact(ofStranger) });
    expect(primary?.code).toBe('tls-unknown-ca');
  });

  test('a private CA without a proxy', () => {
    expect(check({ tls: () => tlsFact(ofStranger) }).primary?.code).toBe('tls-unknown-ca');
  });
});

test('silence: an interceptor whose CA is trusted', () => {
  const { outcome, found } = check({
    environment,
    tcp: closed,
    files: { '/etc/ssl/certs/ca-certificates.crt': product.pem },
    tls: throughProxy(ofProduct),
  });
  expect({ outcome, found }).toEqual({ outcome: 'ok', found: [] });
});
