import { describe, expect, test } from 'vitest';
import { NAME } from '../trust/authorities.js';
import { addresses, check, evidence, nextStep, noAnswer, proven, SECOND_SERVER, SERVER } from './support/network.js';

const TWO_SERVERS = `# by hand\nnameserver ${SERVER}\nsearch example.com\nnameserver ${SECOND_SERVER}\noptions ndots:2\n`;
const SWAPPED = `# by hand\nnameserver ${SECOND_SERVER}\nsearch example.com\nnameserver ${SERVER}\noptions ndots:2\n`;
const CLUSTER = 'registry.tools.svc.cluster.local';

test('a healthy registry is met with silence', () => {
  expect(check()).toMatchObject({ outcome: 'ok', found: [] });
});

describe('nothing comes back from DNS', () => {
  test.each([
    ['nxdomain', null, 'dns-nxdomain', `the host name ${NAME} does not exist, says name server ${SERVER}`, 'NXDOMAIN'],
    [
      'nodata',
      null,
      'dns-nxdomain',
      `the host name ${NAME} does not exist, says name server ${SERVER}`,
      'has no address',
    ],
    [
      'server-failure',
      'ESERVFAIL',
      'dns-server-failure',
      `name server ${SERVER} fails when asked for ${NAME}`,
      'ESERVFAIL',
    ],
    [
      'unreachable',
      'ECONNREFUSED',
      'dns-server-failure',
      `name server ${SERVER} fails when asked for ${NAME}`,
      "can't be reached (ECONNREFUSED)",
    ],
    [
      'silent',
      null,
      'dns-timeout',
      `no name server answers: ${SERVER} is silent when asked for ${NAME}`,
      'no answer to 2 queries',
    ],
  ] as const)('%s %s', (outcome, detail, code, title, shown) => {
    const { primary } = check({ dns: () => noAnswer(outcome, detail) });
    expect(primary).toMatchObject({ code, severity: 'error', title });
    expect(evidence(primary)).toContain(shown);
    expect(primary?.fixes).toHaveLength(1);
    expect(nextStep(primary)).toMatchObject({
      kind: 'server',
      proof: { before: { outcome: 'fail' }, after: { outcome: 'unknown' } },
    });
  });

  test('what getaddrinfo finds beside the name servers is shown', () => {
    const { primary } = check({
      files: { '/lib64/ld-linux-x86-64.so.2': '' },
      dns: (key) => (key.server === 'libc' ? addresses(key, '10.9.9.9') : noAnswer('nxdomain')),
    });
    expect(primary).toMatchObject({ code: 'dns-nxdomain' });
    expect(evidence(primary)).toContain(`getaddrinfo on this machine finds ${NAME} at 10.9.9.9`);
  });

  test('getaddrinfo of another machine is not asked', () => {
    const { asked } = check({ dns: () => noAnswer('nxdomain') });
    expect(asked.filter((id) => id.startsWith('dns libc'))).toEqual([]);
  });

  test('nothing is sent to the address that stands for the one nobody knows', () => {
    expect(check({ dns: () => noAnswer('nxdomain') }).asked.filter((id) => !id.startsWith('dns '))).toEqual([]);
  });
});

describe('a second name server knows better', () => {
  test.each([
    [
      'silent',
      'dns-timeout',
      /name server 10\.0\.0\.53 does not answer: every look-up waits 5 s before 10\.0\.0\.54 is asked/,
      'slow',
    ],
    ['unreachable', 'dns-server-failure', /name server 10\.0\.0\.53 fails; only 10\.0\.0\.54/, 'ok'],
    ['server-failure', 'dns-server-failure', /name server 10\.0\.0\.53 fails; only 10\.0\.0\.54/, 'ok'],
  ] as const)('the first is %s: a warning, cured by the other order', (outcome, code, title, before) => {
    const { primary, found } = check({
      files: { '/etc/resolv.conf': TWO_SERVERS },
      dns: (key) => (key.server === SERVER ? noAnswer(outcome) : undefined),
    });
    expect(found).toHaveLength(1);
    expect(primary).toMatchObject({ code, severity: 'warning', location: { path: '/etc/resolv.conf', line: 2 } });
    expect(primary?.title).toMatch(title);
    expect(proven(primary)).toMatchObject([
      {
        files: [{ path: '/etc/resolv.conf', content: SWAPPED }],
        proof: { before: { outcome: before }, after: { outcome: 'ok' } },
      },
    ]);
  });

  test('a wait of less than 3 s is a warning too: it works by luck', () => {
    const { primary, outcome } = check({
      version: '1.33.0',
      files: { '/etc/resolv.conf': `options timeout:1\n${TWO_SERVERS}` },
      dns: (key) => (key.server === SERVER ? noAnswer('silent') : undefined),
    });
    expect(outcome).toBe('ok');
    expect(primary).toMatchObject({ code: 'dns-timeout', severity: 'warning' });
  });

  test('the first says "no such host": an error, cured by the other order', () => {
    const { primary } = check({
      files: { '/etc/resolv.conf': TWO_SERVERS },
      dns: (key) => (key.server === SERVER ? noAnswer('nxdomain') : undefined),
    });
    expect(primary).toMatchObject({ code: 'dns-nxdomain', severity: 'error' });
    expect(evidence(primary)).toContain(`name server ${SECOND_SERVER}: ${NAME} is 10.0.0.7`);
    expect(proven(primary)[0]?.files[0]?.content).toBe(SWAPPED);
  });

  test('a dead second server costs nothing and is not mentioned', () => {
    const dns = (key: { server: string }) => (key.server === SECOND_SERVER ? noAnswer('silent') : undefined);
    expect(check({ files: { '/etc/resolv.conf': TWO_SERVERS }, dns }).found).toEqual([]);
  });

  test('in a pod the lines for its spec come with the file, which lasts as long as the container', () => {
    const { primary } = check({
      files: { '/etc/resolv.conf': TWO_SERVERS },
      vantage: { network: 'pod', resolver: 'pod' },
      dns: (key) => (key.server === SERVER ? noAnswer('silent') : undefined),
    });
    const [fix] = proven(primary);
    expect(fix?.limits.join()).toContain('until it is restarted');
    expect(fix?.prose.join()).toContain(
      `dnsConfig: {nameservers: ["${SECOND_SERVER}", "${SERVER}"], searches: ["example.com"]`,
    );
  });

  test('a file that another program writes is named with its writer', () => {
    const { primary } = check({
      files: { '/etc/resolv.conf': `# Generated by NetworkManager\n${TWO_SERVERS}` },
      dns: (key) => (key.server === SERVER ? noAnswer('silent') : undefined),
    });
    expect(proven(primary)[0]?.limits.join()).toContain('NetworkManager writes this file');
  });
});

describe('dns-cluster-name-on-node', () => {
  const reference = `${CLUSTER}/app:1`;
  const knows = (name: string) => (key: { name: string }) => (key.name === name ? undefined : noAnswer('nxdomain'));

  test('a Service name that the node asks its own name server for', () => {
    const { primary } = check({ reference, dns: () => noAnswer('nxdomain') });
    expect(primary).toMatchObject({ code: 'dns-cluster-name-on-node', severity: 'error' });
    expect(primary?.title).toBe(
      `only the cluster's own DNS knows ${CLUSTER}, and name server ${SERVER} is asked instead`,
    );
    expect(primary?.nextStep).toContain('kubectl -n tools get service registry');
    expect(evidence(primary)).toContain('kubernetes.default.svc.cluster.local');
  });

  test('systemd-resolved, which keeps .local for itself', () => {
    const files = { '/etc/resolv.conf': 'nameserver 127.0.0.53\n' };
    const { primary } = check({ reference, files, dns: () => noAnswer('server-failure', 'ESERVFAIL') });
    expect(primary?.code).toBe('dns-cluster-name-on-node');
  });

  test.each([
    ['its name server is the cluster’s', { dns: knows('kubernetes.default.svc.cluster.local') }],
    [
      'resolv.conf is a pod’s',
      {
        dns: () => noAnswer('nxdomain'),
        files: { '/etc/resolv.conf': `nameserver ${SERVER}\nsearch x.svc.cluster.local\n` },
      },
    ],
  ])('no such Service where %s', (_, more) => {
    expect(check({ reference, ...more }).primary?.code).toBe('dns-nxdomain');
  });

  test("a name that is no Service's is none of its business", () => {
    expect(check({ reference: 'registry.svc-tools.com/app:1', dns: () => noAnswer('nxdomain') }).primary?.code).toBe(
      'dns-nxdomain',
    );
  });

  test('seen from a pod with the node’s disk: the ClusterIP for the hosts file of the node', () => {
    const { primary } = check({
      reference,
      vantage: { network: 'pod', resolver: 'pod', files: '/host' },
      flags: { tlsVerify: false },
      dns: (key) => (key.server === 'libc' ? addresses(key, '10.96.0.9') : noAnswer('nxdomain')),
      tcp: { '10.96.0.9:443': { kind: 'tcp', outcome: 'connected', ms: 1, segments: 1, detail: null } },
    });
    expect(proven(primary)).toMatchObject([
      {
        files: [{ path: '/etc/hosts', content: `127.0.0.1 localhost\n10.96.0.9 ${CLUSTER}\n` }],
        proof: { after: { outcome: 'ok' } },
      },
    ]);
  });
});
