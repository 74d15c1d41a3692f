import { describe, expect, test } from 'vitest';
import type { HttpKey } from '../../src/facts/keys.js';
import { NAME } from '../trust/authorities.js';
import { httpFact, tcpFact } from './support/facts.js';
import {
  ADDRESS,
  addresses,
  check,
  evidence,
  nextStep,
  plainHttp,
  proven,
  refused,
  silent,
  unreachable,
} from './support/network.js';

const IPV6 = '2001:db8::7';
const INSECURE = { '/etc/containers/registries.conf': `[[registry]]\nlocation = "${NAME}"\ninsecure = true\n` };

/** Plain HTTP on port 80, nothing else. */
function httpOn80(tcp: Record<string, ReturnType<typeof tcpFact>>) {
  return {
    tcp: { [`${ADDRESS}:80`]: tcpFact(), ...tcp },
    tls: () => plainHttp(),
    http: (key: HttpKey) =>
      key.url.endsWith('/v2/')
        ? httpFact(200, { headers: { 'docker-distribution-api-version': 'registry/2.0' } })
        : undefined,
  };
}

describe('connects that fail', () => {
  test.each([
    [
      refused(),
      'tcp-refused',
      `nothing listens on ${NAME}:443: ${ADDRESS} refuses the connection`,
      'refuses the connection after 1 ms',
    ],
    [
      silent(),
      'tcp-timeout',
      `${NAME}:443 does not answer: connection attempts get no reply`,
      'no answer to 2 SYNs within 1300 ms; the client waits 30 s',
    ],
    [
      unreachable('EHOSTUNREACH'),
      'tcp-unreachable',
      `there is no route to ${NAME}:443 (${ADDRESS})`,
      'no route to this host',
    ],
    [
      unreachable('ENETUNREACH'),
      'tcp-unreachable',
      `there is no route to ${NAME}:443 (${ADDRESS})`,
      'no route to this network',
    ],
    [
      tcpFact({ outcome: 'failed', detail: 'EPERM' }),
      'tcp-unreachable',
      `this machine can't open a connection to ${NAME}:443`,
      'EPERM',
    ],
  ])('%o', (tcp, code, title, shown) => {
    const { primary, found, asked } = check({ tcp: { [`${ADDRESS}:443`]: tcp } });
    expect(found).toHaveLength(1);
    expect(primary).toMatchObject({ code, severity: 'error', title, subject: `https://${NAME}:443` });
    expect(evidence(primary)).toContain(shown);
    expect(proven(primary)).toEqual([]);
    expect(nextStep(primary)).toMatchObject({ kind: 'server', proof: { after: { outcome: 'unknown' } } });
    // What a server that doesn't answer would say next isn't asked of it.
    expect(asked.filter((id) => id.startsWith('tls') && id.includes(':443'))).toEqual([]);
  });

  test('443 silent, 80 serving, nothing declared insecure: port 80 as evidence and as fix', () => {
    const { primary } = check(httpOn80({ [`${ADDRESS}:443`]: silent() }));
    expect(primary).toMatchObject({ code: 'tcp-timeout', severity: 'error' });
    expect(primary?.title).toContain('while another port of the same host serves a registry');
    expect(evidence(primary)).toContain('port 80 of the same host serves a registry over plain HTTP (200 to GET /v2/)');
    const [fix] = proven(primary);
    expect(fix?.files[0]?.content).toContain(`location = "${NAME}:80"\ninsecure = true`);
    expect(fix).toMatchObject({ proof: { before: { outcome: 'fail' }, after: { outcome: 'ok' } } });
    expect(fix?.limits.join()).toContain('plain HTTP without any check');
  });

  test('443 refused, 80 serving, nothing declared insecure', () => {
    const { primary } = check(httpOn80({ [`${ADDRESS}:443`]: refused() }));
    expect(primary?.code).toBe('tcp-refused');
    expect(evidence(primary)).toContain('port 80 of the same host serves a registry');
    expect(proven(primary)[0]?.files[0]?.content).toContain('insecure = true');
  });

  test('declared insecure, and neither port answers: both are said', () => {
    const { primary } = check({ files: INSECURE, tcp: { [`${ADDRESS}:443`]: silent() } });
    expect(primary?.code).toBe('tcp-timeout');
    expect(evidence(primary)).toMatch(
      /http:\/\/registry\.example\.com\/v2\/, tried next, fails too: .*connection refused/,
    );
  });

  test('declared insecure and 443 refused is a healthy set-up', () => {
    expect(check({ files: INSECURE, ...httpOn80({ [`${ADDRESS}:443`]: refused() }) })).toMatchObject({
      outcome: 'ok',
      found: [],
    });
  });

  test('localhost in a pod is the pod', () => {
    const { primary } = check({ reference: 'localhost:5000/app:1', vantage: { network: 'pod' } });
    expect(primary?.code).toBe('tcp-refused');
    expect(evidence(primary)).toContain('localhost is the pod itself');
  });

  test('a dead mirror before a good registry is a warning that says so', () => {
    const conf = `[[registry]]\nlocation = "${NAME}"\n[[registry.mirror]]\nlocation = "mirror.test"\n`;
    const { primary, outcome } = check({
      files: { '/etc/containers/registries.conf': conf },
      dns: (key) => (key.name === 'mirror.test' ? addresses(key, '10.0.0.8') : undefined),
      tcp: { '10.0.0.8:443': silent() },
    });
    expect(outcome).toBe('slow');
    expect(primary).toMatchObject({ code: 'tcp-timeout', severity: 'warning', subject: 'https://mirror.test:443' });
    expect(evidence(primary)).toContain('the mirror mirror.test is tried before the registry itself');
  });
});

describe('ipv6-broken', () => {
  const dns = (key: Parameters<typeof addresses>[0]) => addresses(key, ADDRESS, IPV6);

  test.each([
    ['silent', silent()],
    ['without a route to the host', unreachable('EHOSTUNREACH')],
  ])('IPv6 is %s and IPv4 answers: a warning, cured by a line in the hosts file', (_, tcp) => {
    const { primary, found, outcome } = check({ dns, tcp: { [`[${IPV6}]:443`]: tcp } });
    expect(outcome).toBe('ok');
    expect(found).toHaveLength(1);
    expect(primary).toMatchObject({ code: 'ipv6-broken', severity: 'warning' });
    expect(primary?.title).toContain(`${NAME}:443 does not answer over IPv6 ([${IPV6}]:443)`);
    expect(proven(primary)).toMatchObject([
      { files: [{ path: '/etc/hosts', content: `127.0.0.1 localhost\n${ADDRESS} ${NAME}\n` }] },
    ]);
    expect(proven(primary)[0]?.limits.join()).toContain('gai.conf do not help');
  });

  test('IPv6 connects, the handshake dies, IPv4 is fine: an error', () => {
    const { primary } = check({
      dns,
      tcp: { [`[${IPV6}]:443`]: tcpFact() },
      tls: ({ route }) =>
        route.address === IPV6 ? { ...plainHttp(), outcome: 'silent', firstBytes: null } : undefined,
    });
    expect(primary).toMatchObject({ code: 'ipv6-broken', severity: 'error' });
    expect(primary?.title).toBe(`${NAME}:443 fails over IPv6 ([${IPV6}]:443) and works over IPv4 (${ADDRESS})`);
    expect(proven(primary)).toMatchObject([{ proof: { after: { outcome: 'ok' } } }]);
  });

  test('both families fail: the plain code', () => {
    const { primary } = check({ dns, tcp: { [`[${IPV6}]:443`]: silent(), [`${ADDRESS}:443`]: silent() } });
    expect(primary?.code).toBe('tcp-timeout');
    expect(evidence(primary)).toContain(`[${IPV6}]:443`);
  });

  test.each([
    ['a refusal costs nothing', `[${IPV6}]:443`, refused()],
    ['without any IPv6 route Go takes IPv4 first', `[${IPV6}]:443`, unreachable('ENETUNREACH')],
  ])('silence: %s', (_, at, tcp) => {
    expect(check({ dns, tcp: { [at]: tcp } })).toMatchObject({ outcome: 'ok', found: [] });
  });

  test('only IPv6 addresses, and no way there', () => {
    const { primary } = check({
      dns: (key) => addresses(key, IPV6),
      tcp: { [`[${IPV6}]:443`]: unreachable('ENETUNREACH') },
    });
    expect(primary?.code).toBe('tcp-unreachable');
    expect(evidence(primary)).toContain('has IPv6 addresses only');
  });
});
