import { describe, expect, test } from 'vitest';
import { intermediate, leaf, NAME, otherRoot, plain } from '../trust/authorities.js';
import { httpFact, tlsFact } from './support/facts.js';
import { type Check, check, evidence, nextStep, proven } from './support/network.js';

const CERTS = `/etc/containers/certs.d/${NAME}`;
const FILES = { [`${CERTS}/client.cert`]: plain.pem, [`${CERTS}/client.key`]: plain.keyPem };
const asked = (more: Parameters<typeof tlsFact>[1]): Check => ({
  tls: () => tlsFact([plain, intermediate], { clientCertificateAsked: true, ...more }),
});

describe('tls-client-cert-required', () => {
  test.each([
    [
      'TLS 1.2, none given',
      { outcome: 'alert', detail: 'handshake failure (40)', protocol: null },
      'the alert "handshake failure"',
    ],
    [
      'TLS 1.2, as Go servers say it',
      { outcome: 'alert', detail: 'bad certificate (42)' },
      'the alert "bad certificate"',
    ],
    [
      'TLS 1.3, after the handshake',
      { outcome: 'alert', detail: 'certificate required (116)' },
      'the alert "certificate required"',
    ],
    ['the connection just ends', { outcome: 'closed' }, 'it closes the connection'],
    ['the connection is reset', { outcome: 'reset' }, 'it resets the connection'],
  ] as const)('%s', (_, fact, said) => {
    const { primary, found } = check(asked(fact));
    expect(found.map(({ code }) => code)).toEqual(['tls-client-cert-required']);
    expect(primary).toMatchObject({
      severity: 'error',
      title: `${NAME}:443 wants a client certificate, and buildah has none for it`,
      subject: `https://${NAME}:443`,
    });
    expect(evidence(primary)).toContain(said);
    expect(proven(primary)).toEqual([]);
    expect(nextStep(primary)?.summary).toContain(`${CERTS}/client.cert and client.key`);
  });

  test('one that is presented and refused is named, its key is not read out', () => {
    const { primary } = check({
      ...asked({ outcome: 'alert', detail: 'unknown certificate authority (48)' }),
      files: FILES,
    });
    expect(primary?.title).toBe(`${NAME}:443 does not accept the client certificate ${CERTS}/client.cert`);
    expect(primary?.location).toEqual({ path: `${CERTS}/client.cert`, line: null });
    expect(evidence(primary)).toContain(`presented: ${CERTS}/client.cert, with the key ${CERTS}/client.key`);
  });

  test('one that Go does not even send, its issuer being none of those the server names', () => {
    const withheld = {
      outcome: 'alert',
      detail: 'certificate required (116)',
      clientCertificateWithheld: true,
    } as const;
    const { primary } = check({ ...asked(withheld), files: FILES });
    expect(evidence(primary)).toContain(
      'was issued by none of the CAs that it names, so that Go programs do not send it',
    );
  });

  test('nginx says it over HTTP', () => {
    const body = '<html><head><title>400 No required SSL certificate was sent</title></head></html>';
    const { primary } = check({ ...asked({}), http: () => httpFact(400, { bodyStart: body }) });
    expect(primary?.code).toBe('tls-client-cert-required');
    expect(evidence(primary)).toContain('it answers with 400: "No required SSL certificate was sent"');
  });

  test.each([
    ['docker', `/etc/docker/certs.d/${NAME}/client.cert`],
    ['containerd', `hosts.toml of ${NAME}, client =`],
    ['k3s', `registries.yaml, configs."${NAME}".tls: cert_file and key_file`],
  ])('%s is told its own place', (client, place) => {
    const version = { docker: '20.10.24', containerd: '1.6.20', k3s: '1.30.0' }[client] ?? '';
    const { found } = check({ ...asked({ outcome: 'alert', detail: 'certificate required (116)' }), client, version });
    const own = found.find(({ code }) => code === 'tls-client-cert-required');
    expect(nextStep(own)?.summary).toContain(place);
  });

  test('a server that asks and goes on without is healthy', () => {
    expect(check(asked({})).found).toEqual([]);
  });

  test('a server that is not trusted comes first: Go never gets as far as the alert', () => {
    const chain = [leaf(otherRoot)];
    const { primary } = check({
      tls: () =>
        tlsFact(chain, { outcome: 'alert', detail: 'certificate required (116)', clientCertificateAsked: true }),
    });
    expect(primary?.code).toBe('tls-unknown-ca');
  });

  test('an alert without a question is about something else', () => {
    const { primary } = check({
      tls: () => tlsFact([], { outcome: 'alert', detail: 'handshake failure (40)', protocol: null, cipher: null }),
    });
    expect(primary?.code).toBe('tls-version-or-cipher');
  });
});
