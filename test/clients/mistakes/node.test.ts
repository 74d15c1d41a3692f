import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { DAEMON_OF } from '../../../src/clients/service/daemons.js';
import { trustStoreObservations } from '../../../src/clients/service/trust-store-observations.js';
import { aDaemon } from '../../findings/support/a-daemon.js';
import { errorFact, tcpFact, tlsFact } from '../../findings/support/facts.js';
import { addresses, check, evidence, noAnswer, proven, refused, SERVER } from '../../findings/support/network.js';
import { intermediate, leaf, NAME, NOW_MS, root } from '../../trust/authorities.js';

/** Mistakes that belong to no file of a client: the node's resolver, store, environment, and the name of the image. */

const NODE = { network: 'pod', resolver: 'pod', files: '/host' } as const;
const certified = (name: string) => tlsFact([leaf(intermediate, { dnsNames: [name] }), intermediate]);
const CLUSTER = 'registry.tools.svc.cluster.local';

describe('a name of the cluster on the node', () => {
  const knows = (key: Parameters<typeof addresses>[0]) =>
    key.server === 'libc' ? addresses(key, '10.96.0.9') : noAnswer('nxdomain');

  test.each([
    ['containerd', undefined],
    ['k3s', aDaemon({ name: 'k3s' })],
  ])('%s: both answers, and which one counts', (client, program) => {
    const { primary } = check({
      client,
      ...(program === undefined ? {} : { program }),
      reference: `${CLUSTER}/app:1`,
      vantage: NODE,
      dns: knows,
      tcp: { '10.96.0.9:443': tcpFact() },
      tls: () => certified(CLUSTER),
    });
    expect(primary).toMatchObject({ code: 'dns-cluster-name-on-node', severity: 'error' });
    expect(evidence(primary)).toContain(`name server ${SERVER}: ${CLUSTER} does not exist (NXDOMAIN)`);
    expect(evidence(primary)).toContain(
      `in this pod ${CLUSTER} is 10.96.0.9, by the resolv.conf under /host it is not known: the kubelet's pull uses the latter`,
    );
    expect(primary?.fixes.flatMap(({ files }) => files.map(({ path }) => path))).toContain('/etc/hosts');
  });

  test('any other name that only the pod knows is shown as well', () => {
    const { primary } = check({ program: aDaemon(), vantage: NODE, dns: knows });
    expect(primary?.code).toBe('dns-nxdomain');
    expect(evidence(primary)).toContain("the kubelet's pull uses the latter");
  });

  test('from the node itself there is one answer only', () => {
    const { primary, asked } = check({
      program: aDaemon(),
      vantage: { ...NODE, network: 'node', resolver: 'node' },
      reference: `${CLUSTER}/app:1`,
      dns: () => noAnswer('nxdomain'),
    });
    expect(evidence(primary)).not.toContain('in this pod');
    expect(asked.filter((id) => id.startsWith('dns libc'))).toHaveLength(
      primary?.code === 'dns-cluster-name-on-node' ? 1 : 0,
    );
  });
});

test('a CA added to the system’s store of a node whose daemon still runs', () => {
  const daemon = DAEMON_OF['containerd'] ?? { processes: [], units: [] };
  const anchor = '/usr/local/share/ca-certificates/corp.crt';
  const { primary } = check({
    program: aDaemon({ observe: ({ host }) => trustStoreObservations(host, daemon) }),
    processes: [{ name: 'containerd', pid: 7, arguments: [], startedMs: NOW_MS - 60_000, environment: null }],
    files: { [anchor]: root.pem },
    modified: { [anchor]: NOW_MS - 1000 },
  });
  expect(primary).toMatchObject({ code: 'config-needs-restart', severity: 'warning' });
  expect(proven(primary)[0]?.commands).toEqual(['systemctl restart containerd']);
});

test('NO_PROXY with a network does not cover a registry with a name: the drop-in names it', () => {
  const environment = { HTTPS_PROXY: 'http://10.0.0.3:3128', NO_PROXY: '10.0.0.0/8' };
  const { primary } = check({
    program: aDaemon(),
    processes: [{ name: 'containerd', pid: 7, arguments: [], startedMs: null, environment }],
    tcp: { '10.0.0.3:3128': refused(), '10.0.0.7:443': tcpFact() },
  });
  expect(primary?.code).toBe('proxy-misconfigured');
  expect(evidence(primary)).toContain(`NO_PROXY does not name ${NAME}`);
  expect(evidence(primary)).toContain('a network never covers a name');
  expect(proven(primary)).toMatchObject([
    {
      files: [
        {
          path: '/etc/systemd/system/containerd.service.d/90-regdoctor-proxy.conf',
          content: `[Service]\nEnvironment="NO_PROXY=10.0.0.0/8,${NAME}"\n`,
        },
      ],
      reload: 'systemctl daemon-reload && systemctl restart containerd',
    },
  ]);
});

test('an image without a path is one of Docker Hub', () => {
  const { primary } = check({
    client: 'docker',
    reference: 'myreg:5000',
    version: '20.10.24',
    tls: () => certified('registry-1.docker.io'),
    http: (key) =>
      key.accept === 'manifest' ? errorFact(404, 'NAME_UNKNOWN', 'repository name not known') : undefined,
  });
  expect(evidence(primary)).toContain(
    'myreg:5000 names no repository: it is read as docker.io/library/myreg with the tag 5000',
  );
  expect(primary?.nextStep).toContain('myreg:5000/NAME:TAG');
});

describe('tests that mislead', () => {
  const page = readFileSync(new URL('../../../docs/runbooks/tls-unknown-ca.md', import.meta.url), 'utf8');

  test.each([
    ['a CA tried with curl', /curl.*proves little: it reads one bundle, Go programs read every file/],
    [
      'ctr in place of the kubelet',
      /`ctr images pull` proves nothing about the kubelet: it reads neither `hosts\.toml`/,
    ],
  ])('the runbook says so of %s', (_, words) => {
    expect(page).toMatch(words);
  });
});
