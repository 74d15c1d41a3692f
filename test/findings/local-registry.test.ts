import { describe, expect, test } from 'vitest';
import { K3S } from '../../src/clients/k3s/k3s.js';
import { containerNode, isLocalName } from '../../src/findings/local-registry.js';
import { aHost } from '../clients/a-host.js';
import { aDaemon } from './support/a-daemon.js';
import { tcpFact } from './support/facts.js';
import { addresses, check, evidence, nextStep, noAnswer, plainHttp, proven, refused } from './support/network.js';

const GLIBC = { '/lib64/ld-linux-x86-64.so.2': '' };
const K3D = { '/etc/hostname': 'k3d-dev-agent-0\n' };
const KIND = { '/etc/hostname': 'kind-control-plane\n', '/kind/version': 'v0.30.0' };
const nobodyKnows = { dns: () => noAnswer('nxdomain') };
const loopback = { dns: (key: Parameters<typeof addresses>[0]) => addresses(key, '127.0.0.1') };
const program = aDaemon({ name: 'k3s' });

test.each([
  'localhost',
  'registry.localhost',
  'k3d-registry',
  'k3d-registry.localhost',
  'kind-registry',
  'host.k3d.internal',
])('%s is a local name', (name) => {
  expect(isLocalName(name)).toBe(true);
});

test.each(['registry.example.com', 'localhost.example.com', 'my-k3d-registry', 'localhost1'])('%s is none', (name) => {
  expect(isLocalName(name)).toBe(false);
});

test('a node is known by what its image leaves on the disk', () => {
  expect(containerNode(aHost(K3D))).toEqual({ kind: 'k3d', network: 'k3d-dev' });
  expect(containerNode(aHost(KIND))).toEqual({ kind: 'kind', network: 'kind' });
  expect(containerNode(aHost({ '/etc/hostname': 'kind-control-plane\n' }))).toBeNull();
  expect(containerNode(aHost({ '/etc/hostname': 'workstation\n' }))).toBeNull();
});

describe('on the machine that runs Docker', () => {
  const reference = 'registry.localhost:5000/app:1';
  const serves = { tcp: { '127.0.0.1:5000': tcpFact() } };

  test('a Go program never asks nss-myhostname: a line in /etc/hosts, proven', () => {
    const { primary } = check({
      program: aDaemon(),
      reference,
      ...nobodyKnows,
      ...serves,
      files: { '/etc/nsswitch.conf': 'hosts: files myhostname dns\n' },
      flags: { tlsVerify: false },
    });
    expect(primary?.code).toBe('dns-nxdomain');
    expect(evidence(primary)).toContain('/etc/hosts has no line for registry.localhost');
    expect(evidence(primary)).toContain(
      'containerd looks names up itself: nss-myhostname, which knows *.localhost, is never asked',
    );
    const [fix] = proven(primary);
    expect(fix?.files).toMatchObject([
      { path: '/etc/hosts', content: '127.0.0.1 localhost\n127.0.0.1 registry.localhost\n' },
    ]);
    expect(fix?.prose.join()).toContain('apt-get install libnss-myhostname');
  });

  test('glibc without myhostname in nsswitch', () => {
    const files = { ...GLIBC, '/etc/nsswitch.conf': 'hosts: files dns resolve\n' };
    const { primary } = check({ reference, ...nobodyKnows, ...serves, files, flags: { tlsVerify: false } });
    expect(evidence(primary)).toContain('/etc/nsswitch.conf:1 does not list myhostname');
  });

  test('musl has no such module', () => {
    const files = {
      '/lib/ld-musl-x86_64.so.1': '',
      '/etc/resolv.conf': 'nameserver 10.0.0.53\noptions no-such-option\n',
    };
    const { primary } = check({ reference, ...nobodyKnows, ...serves, files, flags: { tlsVerify: false } });
    expect(evidence(primary)).toContain('musl asks /etc/hosts and DNS only');
    expect(proven(primary)[0]?.files).toMatchObject([{ path: '/etc/hosts' }]);
  });

  test('nothing is published on the port', () => {
    const { primary } = check({ reference, ...loopback });
    expect(primary?.code).toBe('tcp-refused');
    expect(primary?.nextStep).toContain('docker run -d --restart=always -p 5000:5000');
  });

  test('plain HTTP: who takes loopback for insecure, and who does not', () => {
    const { primary } = check({ reference, ...loopback, ...serves, tls: () => plainHttp() });
    expect(primary?.code).toBe('https-on-http-port');
    expect(evidence(primary)).toContain(
      'Docker takes a name that leads to 127.0.0.0/8 for insecure by itself, buildah does not',
    );
    expect(proven(primary)).toHaveLength(1);
  });

  test('a container’s name that is no *.localhost gets no made-up address', () => {
    const { primary } = check({ program: aDaemon(), reference: 'k3d-registry:5000/app:1', ...nobodyKnows });
    expect(evidence(primary)).toContain('only containers of the same Docker network know it');
    expect(proven(primary)).toEqual([]);
  });
});

describe('in a node', () => {
  test.each([
    ['k3d', K3D, 'k3d-registry.localhost', 'docker network connect k3d-dev k3d-registry.localhost'],
    ['kind', KIND, 'kind-registry', 'docker network connect kind kind-registry'],
  ])('%s: the name is known only in its network', (_, files, name, command) => {
    const { primary } = check({ program, reference: `${name}:5000/app:1`, ...nobodyKnows, files });
    expect(primary?.code).toBe('dns-nxdomain');
    expect(primary?.nextStep).toContain(command);
    expect(nextStep(primary)).toMatchObject({ kind: 'server', summary: expect.stringContaining(command) });
    expect(proven(primary)).toEqual([]);
  });

  test('localhost is the node itself: the mirror for registries.yaml', () => {
    const { primary } = check({ program, reference: 'registry.localhost:5001/app:1', ...loopback, files: K3D });
    expect(primary?.code).toBe('tcp-refused');
    expect(evidence(primary)).toContain('port 5001 is published on the machine that runs Docker, not here');
    expect(primary?.nextStep).toContain('"registry.localhost:5001": endpoint: ["http://k3d-registry:5000"]');
    expect(primary?.nextStep).toContain('docker network connect k3d-dev k3d-registry');
  });

  test('the published port instead of the container’s', () => {
    const { primary } = check({
      program,
      reference: 'k3d-registry:41951/app:1',
      tcp: { '10.0.0.7:41951': refused() },
      files: K3D,
    });
    expect(evidence(primary)).toContain(
      'the registry listens on its own port (5000 for the registry image), not on the one that is published (41951)',
    );
    expect(primary?.nextStep).toContain('endpoint: ["http://k3d-registry:5000"]');
  });

  test('k3s: the mirror at the container’s own port is written into registries.yaml, where it answers there', () => {
    const { primary } = check({
      program: K3S,
      version: K3S.assumedVersion,
      reference: 'k3d-registry:41951/app:1',
      tcp: { '10.0.0.7:5000': tcpFact() },
      files: K3D,
    });
    expect(primary?.code).toBe('tcp-refused');
    expect(proven(primary)[0]?.files).toMatchObject([
      { path: '/etc/rancher/k3s/registries.yaml', content: expect.stringContaining('"http://k3d-registry:5000"') },
    ]);
  });

  test('kind: hosts.toml of the node', () => {
    const { primary } = check({ program, reference: 'localhost:5001/app:1', ...loopback, files: KIND });
    expect(primary?.nextStep).toContain(
      '/etc/containerd/certs.d/localhost:5001/hosts.toml of every node: [host."http://kind-registry:5000"]',
    );
  });
});

describe('in a pod', () => {
  const vantage = { network: 'pod', resolver: 'pod' } as const;

  test('the cluster’s DNS is not told of containers', () => {
    const { primary } = check({ reference: 'k3d-registry.localhost:5000/app:1', vantage, ...nobodyKnows });
    expect(evidence(primary)).toContain("a pod asks the cluster's DNS");
    expect(proven(primary)).toEqual([]);
  });

  test('localhost is the pod', () => {
    const { primary } = check({ reference: 'localhost:5000/app:1', vantage, ...loopback });
    expect(evidence(primary)).toContain('in a pod localhost is the pod itself');
  });
});

test('another registry that refuses is no local one', () => {
  expect(check({ reference: 'registry.example.com:5000/app:1' }).primary?.nextStep).not.toContain('docker');
});
