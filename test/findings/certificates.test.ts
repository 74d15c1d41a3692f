import { describe, expect, test } from 'vitest';
import type { IssuedCertificate } from '../../src/lab/certificate.js';
import { deadIntermediate, EXPIRED, FUTURE, issue, leaf, NAME, NOW_MS, root } from '../trust/authorities.js';
import { httpFact, tlsFact } from './support/facts.js';
import { addresses, type Check, check, evidence, nextStep, noAnswer, proven } from './support/network.js';

const BUNDLE = '/etc/ssl/certs/ca-certificates.crt';
const shows = (...chain: readonly IssuedCertificate[]): Check => ({ tls: () => tlsFact(chain) });

describe('names', () => {
  const other = leaf(root, { subject: 'old', dnsNames: ['old.example.com', 'other.example.com'] });

  test('a name of the certificate that leads to the same address: ask under that name', () => {
    const { primary } = check({
      ...shows(other),
      dns: (key) => (key.name === 'other.example.com' ? noAnswer('nxdomain') : undefined),
    });
    expect(primary).toMatchObject({
      code: 'tls-name-mismatch',
      severity: 'error',
      title: `the certificate of ${NAME}:443 is for old.example.com, other.example.com, not for ${NAME}`,
    });
    const [rewrite, last] = proven(primary);
    expect(rewrite?.files[0]?.content).toBe(`[[registry]]\nprefix = "${NAME}"\nlocation = "old.example.com"\n`);
    expect(rewrite?.limits.join()).toContain('helps pulls only');
    expect(last?.summary).toContain('last resort');
    expect(last?.limits.join()).toContain('gives up all protection');
  });

  test('a push is not rewritten: the name in the reference', () => {
    const { primary } = check({ ...shows(other), operation: 'push' });
    expect(proven(primary)[0]).toMatchObject({
      kind: 'request',
      summary: 'use the name that the certificate has: old.example.com/app:1',
    });
  });

  test('names that lead elsewhere are not used, nor is anything sent there', () => {
    const elsewhere = (key: Parameters<typeof addresses>[0]) =>
      key.name === NAME ? undefined : addresses(key, '10.9.9.9');
    const { primary, asked } = check({ ...shows(other), dns: elsewhere });
    expect(proven(primary).map(({ summary }) => summary)).toEqual([expect.stringContaining('last resort')]);
    expect(asked.filter((id) => id.includes('10.9.9.9'))).toEqual([]);
  });

  test('--tls-verify as given beats the file, so no last resort is offered', () => {
    const { primary } = check({ ...shows(leaf(root, { dnsNames: ['*.wild.test'] })), flags: { tlsVerify: true } });
    expect(primary?.code).toBe('tls-name-mismatch');
    expect(proven(primary)).toEqual([]);
    expect(nextStep(primary)?.summary).toContain('subject alternative names');
  });

  test('the default certificate of an ingress controller is recognised', () => {
    const fake = leaf(null, { subject: 'Kubernetes Ingress Controller Fake Certificate', dnsNames: ['ingress.local'] });
    const { primary } = check(shows(fake));
    expect(primary?.code).toBe('tls-name-mismatch');
    expect(evidence(primary)).toContain('a host without a TLS entry of its own');
    expect(evidence(primary)).toContain('besides: x509: certificate signed by unknown authority');
  });

  test('tls-legacy-cn', () => {
    const { primary, found } = check(shows(issue({ subject: NAME, issuer: root })));
    expect(found).toHaveLength(1);
    expect(primary).toMatchObject({ code: 'tls-legacy-cn', severity: 'error' });
    expect(primary?.nextStep).toContain(`subjectAltName = DNS:${NAME}`);
    expect(proven(primary)[0]?.summary).toContain('last resort');
  });
});

describe('time', () => {
  const clock = (ms: number): Check => ({
    http: () => httpFact(200, { headers: { date: new Date(ms).toUTCString() } }),
  });

  test.each([
    ['its own', [leaf(root, EXPIRED)], `the certificate of ${NAME}:443 expired on 2026-06-14, 24 h ago`],
    [
      'an intermediate one',
      [leaf(deadIntermediate), deadIntermediate],
      `the intermediate certificate "CN=Dead Issuing CA" that ${NAME}:443 sends expired on 2026-06-14, 24 h ago`,
    ],
  ])('tls-expired: %s', (_, chain, title) => {
    const { primary, found } = check({ ...shows(...chain), ...clock(NOW_MS) });
    expect(found).toHaveLength(1);
    expect(primary).toMatchObject({ code: 'tls-expired', severity: 'error', title });
    expect(evidence(primary)).toContain('says the same');
    expect(nextStep(primary)).toMatchObject({ kind: 'server', proof: { after: { outcome: 'ok' } } });
    expect(proven(primary).map(({ summary }) => summary)).toEqual([expect.stringContaining('last resort')]);
  });

  test('tls-expired: the root on this side', () => {
    const deadRoot = issue({ subject: 'Dead Root', issuer: null, ca: true, ...EXPIRED });
    const { primary } = check({ ...shows(leaf(deadRoot)), files: { [BUNDLE]: deadRoot.pem } });
    expect(primary?.title).toContain('the CA certificate "CN=Dead Root", trusted here');
    expect(primary?.nextStep).toContain('let this machine trust it instead');
  });

  test.each([
    ['fast', leaf(root, EXPIRED), NOW_MS - 10 * 86_400_000, 'expired'],
    ['slow', leaf(root, FUTURE), NOW_MS + 10 * 86_400_000, 'not valid yet'],
  ])('this machine’s clock is %s, as the server’s Date shows', (word, chain, served, looks) => {
    const { primary } = check({ ...shows(chain), ...clock(served) });
    expect(primary).toMatchObject({
      code: 'tls-not-yet-valid-clock-skew',
      title: `this machine's clock is 10 days ${word}, so the certificate of ${NAME}:443 looks ${looks}`,
    });
    expect(proven(primary)).toMatchObject([{ kind: 'host', commands: [], proof: { after: { outcome: 'ok' } } }]);
  });

  test('not valid yet, and the server’s clock agrees: the certificate begins too late', () => {
    const { primary } = check({ ...shows(leaf(root, FUTURE)), ...clock(NOW_MS) });
    expect(primary).toMatchObject({
      code: 'tls-not-yet-valid-clock-skew',
      title: `the certificate of ${NAME}:443 is not valid before 2026-06-16T12:00:00Z, 24 h from now`,
    });
    expect(proven(primary)).toEqual([]);
    expect(nextStep(primary)).toBeDefined();
  });

  test('not valid yet, and no other clock is seen: both are said', () => {
    expect(evidence(check(shows(leaf(root, FUTURE))).primary)).toContain(
      'either that is slow, or the certificate begins too late',
    );
  });

  test('clocks that differ while certificates are good are nobody’s business', () => {
    expect(
      check({
        http: (key) =>
          key.accept === 'manifest' ? undefined : httpFact(200, { headers: { date: new Date(0).toUTCString() } }),
      }).found,
    ).toEqual([]);
  });
});
