import { describe, expect, test } from 'vitest';
import type { HttpKey } from '../../src/facts/keys.js';
import { NAME } from '../trust/authorities.js';
import { aDaemon, CONF } from './support/a-daemon.js';
import { httpFact, tcpFact, tlsFact } from './support/facts.js';
import { ADDRESS, check, evidence, nextStep, plainHttp, proven } from './support/network.js';

const reference = `${NAME}:5000/app:1`;
const open5000 = { [`${ADDRESS}:5000`]: tcpFact() };

describe('https-on-http-port', () => {
  test('an HTTP registry that nobody declared insecure', () => {
    const { primary, found } = check({ reference, tcp: open5000, tls: () => plainHttp() });
    expect(found).toHaveLength(1);
    expect(primary).toMatchObject({
      code: 'https-on-http-port',
      severity: 'error',
      title: `${NAME}:5000 speaks plain HTTP, and is asked over HTTPS`,
    });
    expect(evidence(primary)).toContain('"HTTP/1.0 400 Bad Request"');
    expect(proven(primary)).toMatchObject([
      {
        files: [{ content: `[[registry]]\nlocation = "${NAME}:5000"\ninsecure = true\n` }],
        proof: { after: { outcome: 'ok' } },
      },
    ]);
    expect(nextStep(primary)).toMatchObject({ kind: 'server', proof: { after: { outcome: 'ok' } } });
  });

  test('declared insecure: a healthy set-up', () => {
    const files = { '/etc/containers/registries.conf': `[[registry]]\nlocation = "${NAME}:5000"\ninsecure = true\n` };
    expect(check({ reference, files, tcp: open5000, tls: () => plainHttp() })).toMatchObject({
      outcome: 'ok',
      found: [],
    });
  });

  test('--tls-verify as given beats any file, so no file is offered', () => {
    const { primary } = check({ reference, flags: { tlsVerify: true }, tcp: open5000, tls: () => plainHttp() });
    expect(primary?.code).toBe('https-on-http-port');
    expect(proven(primary)).toEqual([]);
    expect(nextStep(primary)).toBeDefined();
  });
});

describe('http-on-https-port in a file', () => {
  test('a file of the client that names the scheme: the line is corrected, comments stay', () => {
    const wrong = `http://${NAME}:5000`;
    const program = aDaemon();
    const plans = {
      ...program,
      plan: (request: Parameters<typeof program.plan>[0]) => {
        const read = request.host.files.read(CONF);
        const https = read.kind === 'file' && read.text.includes(`endpoint https://${NAME}`);
        return program.plan(
          https
            ? {
                ...request,
                host: { ...request.host, files: { ...request.host.files, read: () => ({ kind: 'absent' }) } },
              }
            : request,
        );
      },
    };
    const { primary } = check({
      program: {
        ...plans,
        plan: (request) => ({ ...plans.plan(request), sources: [{ kind: 'file', name: CONF, line: 2, says: wrong }] }),
      },
      reference,
      files: { [CONF]: `# ${wrong}\nendpoint ${wrong}\nhttp ${NAME}:5000\n` },
      tcp: open5000,
      http: (key) =>
        key.url.startsWith('http:')
          ? httpFact(400, { bodyStart: 'Client sent an HTTP request to an HTTPS server.\n' })
          : undefined,
    });
    expect(primary?.code).toBe('http-on-https-port');
    expect(proven(primary)[0]?.files).toMatchObject([
      { path: CONF, content: `# ${wrong}\nendpoint https://${NAME}:5000\nhttp ${NAME}:5000\n` },
    ]);
  });
});

describe('http-on-https-port', () => {
  const target = `http://${NAME}:8443/elsewhere`;
  /** A registry behind a proxy that it doesn't know of: it redirects to plain HTTP on the TLS port. */
  const redirecting = (answer: ReturnType<typeof httpFact>) => ({
    tcp: { [`${ADDRESS}:443`]: tcpFact(), [`${ADDRESS}:8443`]: tcpFact() },
    http: (key: HttpKey) => {
      if (key.url === target) return answer;
      return key.accept === 'manifest' ? httpFact(307, { headers: { location: target } }) : undefined;
    },
  });

  test.each([
    ['Go', httpFact(400, { bodyStart: 'Client sent an HTTP request to an HTTPS server.\n' })],
    [
      'nginx',
      httpFact(400, {
        headers: { 'content-type': 'text/html' },
        bodyStart: '<html><head><title>400 The plain HTTP request was sent to HTTPS port</title></head>',
      }),
    ],
    ['nginx without its page', httpFact(497)],
    [
      'Apache',
      httpFact(400, {
        headers: { 'content-type': 'text/html' },
        bodyStart: "<p>Reason: You're speaking plain HTTP to an SSL-enabled server port.<br />",
      }),
    ],
    ['Tomcat', httpFact(400, { bodyStart: 'Bad Request\nThis combination of host and port requires TLS.\n' })],
    ['a TLS alert', httpFact(null, { outcome: 'malformed', detail: 'answered with a TLS record' })],
  ])('as %s says it', (_, answer) => {
    const { primary } = check(redirecting(answer));
    expect(primary).toMatchObject({
      code: 'http-on-https-port',
      severity: 'error',
      title: `${NAME}:8443 speaks TLS, and is asked over plain HTTP`,
    });
    expect(primary?.nextStep).toContain(`https://${NAME}:8443`);
    expect(nextStep(primary)).toBeDefined();
  });

  test.each([
    ['another 400', httpFact(400, { bodyStart: 'bad request' })],
    [
      'words like these in a good answer',
      httpFact(200, { bodyStart: 'Client sent an HTTP request to an HTTPS server.' }),
    ],
  ])('not for %s', (_, answer) => {
    expect(check(redirecting(answer)).found.map(({ code }) => code)).not.toContain('http-on-https-port');
  });

  test('plain HTTP as the fallback after TLS broke off: TLS is what is wrong', () => {
    const files = { '/etc/containers/registries.conf': `[[registry]]\nlocation = "${NAME}:5000"\ninsecure = true\n` };
    const { primary } = check({
      reference,
      files,
      tcp: open5000,
      tls: () => tlsFact([], { outcome: 'alert', detail: 'protocol version not supported (70)', protocol: null }),
      http: () => httpFact(400, { bodyStart: 'Client sent an HTTP request to an HTTPS server.\n' }),
    });
    expect(primary?.code).toBe('tls-version-or-cipher');
  });
});
