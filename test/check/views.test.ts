import { describe, expect, test } from 'vitest';
import { clientsOn } from '../../src/check/host-of.js';
import { registryName } from '../../src/check/name-servers.js';
import { type RunResult, runCheck } from '../../src/check/run.js';
import type { Subject } from '../../src/check/subject.js';
import { viewNeeds, viewOf } from '../../src/check/views.js';
import type { DnsFact } from '../../src/facts/facts.js';
import type { DnsKey, FactKey } from '../../src/facts/keys.js';
import { assembleHostOver } from '../../src/host/assemble.js';
import { memoryFiles } from '../../src/host/memory-files.js';
import type { Vantage } from '../../src/host/vantage.js';
import { failedFact } from '../../src/probes/parse/blank-facts.js';
import { httpFact, manifestFact, tcpFact } from '../findings/support/facts.js';
import { addresses, noAnswer, plainHttp, silent } from '../findings/support/network.js';

const NAME = 'registry.registry.svc.cluster.local';
const SERVICE = '10.96.12.34';
const POD_DNS = '10.96.0.10';
const NODE_DNS = '192.168.0.1';
const NOW_MS = Date.UTC(2026, 0, 15);

const POD_FILES = {
  '/usr/bin/skopeo': '',
  '/etc/resolv.conf': `search team-a.svc.cluster.local svc.cluster.local cluster.local\nnameserver ${POD_DNS}\noptions ndots:5\n`,
  '/etc/containers/registries.conf': `[[registry]]\nlocation = "${NAME}"\ninsecure = true\n`,
};
const NODE_FILES = {
  '/usr/bin/containerd': '',
  '/usr/bin/buildah': '',
  '/usr/bin/kubelet': '',
  '/etc/resolv.conf': `nameserver ${NODE_DNS}\n`,
};

/** The cluster's DNS knows the Service, the other does not; a registry answers on port 80. */
function answer(key: FactKey): ReturnType<typeof failedFact> {
  if (key.kind === 'dns') return lookedUp(key);
  if (key.kind === 'tcp') return key.port === 80 ? tcpFact() : silent();
  if (key.kind === 'tls') return plainHttp();
  if (key.kind !== 'http') return failedFact(key, 0, 'not here');
  return key.url.endsWith('/v2/') ? httpFact(200) : manifestFact();
}

function lookedUp(key: DnsKey): DnsFact {
  const knows = (key.server === POD_DNS || key.server === 'libc') && key.name === NAME;
  return knows ? addresses(key, SERVICE) : noAnswer('nxdomain');
}

async function side(
  name: 'pod' | 'node',
  files: Readonly<Record<string, string>>,
  vantage: Vantage,
  clients: readonly string[] | null = null,
) {
  const host = assembleHostOver(memoryFiles(files), {
    root: vantage.files,
    environment: { HOME: '/root', PATH: '/usr/bin' },
    uid: 0,
    nowMs: NOW_MS,
    architecture: 'x64',
  });
  const found = await clientsOn(host, '/elsewhere', null);
  const subject: Subject = {
    host,
    vantage,
    clients: found.filter(({ client }) => clients === null || clients.includes(client.name)),
    operation: 'pull',
    reference: `${NAME}/team/app:1`,
    flags: {
      tlsVerify: null,
      credentials: false,
      authFile: null,
      certDirectory: null,
      platform: null,
      dockerConfigJson: null,
    },
    allowInsecureAuth: false,
  };
  const options = { name, subject, registry: NAME };
  const asked: FactKey[] = [];
  const result: RunResult = await runCheck(subject, {
    prober: {
      probe: async (key) => {
        asked.push(key);
        return answer(key);
      },
      close: async () => {},
    },
    stepMs: 1000,
    totalMs: 5000,
    signal: new AbortController().signal,
    onProbe: () => {},
    also: (facts) => viewNeeds(options, facts),
  });
  return { view: viewOf(options, result), asked };
}

const IN_POD = { network: 'pod', resolver: 'pod', files: '/' } as const;
const NODE_FROM_POD = { ...IN_POD, files: '/host' } as const;

describe('pod and node side by side', () => {
  test('a Service whose name the pod knows and the node does not', async () => {
    const pod = await side('pod', POD_FILES, IN_POD);
    const node = await side('node', NODE_FILES, NODE_FROM_POD, ['containerd']);
    expect(pod.view).toMatchObject({
      files: '/',
      nameServers: [POD_DNS],
      addresses: [SERVICE],
      lookUp: null,
      clients: [{ client: 'skopeo' }],
    });
    expect(node.view).toMatchObject({
      files: '/host',
      network: 'pod',
      nameServers: [NODE_DNS],
      addresses: [],
      lookUp: `lookup ${NAME} on ${NODE_DNS}:53: no such host`,
      clients: [{ client: 'containerd', outcome: 'fail', finding: 'dns-cluster-name-on-node' }],
    });
  });

  test("the node's own clients are judged, and each of them once", async () => {
    const { view } = await side('node', NODE_FILES, NODE_FROM_POD);
    expect(view.clients.map(({ client }) => client)).toEqual(['buildah', 'containerd']);
  });

  test.each([
    ['with the servers behind it', { '/run/systemd/resolve/resolv.conf': `nameserver ${NODE_DNS}\n` }, 'no such host'],
    ['without', {}, null],
  ])('a node that asks its own resolver on 127.0.0.53, %s', async (_, more, said) => {
    const files = { ...NODE_FILES, '/etc/resolv.conf': 'nameserver 127.0.0.53\n', ...more };
    const { view, asked } = await side('node', files, NODE_FROM_POD, ['containerd']);
    expect(asked.filter((key) => key.kind === 'dns' && key.server.startsWith('127.'))).toEqual([]);
    expect(view).toMatchObject({ nameServers: ['127.0.0.53'], addresses: [], clients: [{ outcome: 'unknown' }] });
    if (said === null) expect(view.lookUp).toBeNull();
    else expect(view.lookUp).toContain(said);
    expect(view.notSeen).toContain('127.0.0.53');
    expect(view.notSeen).toContain('--kind node');
  });

  test('from the node’s network nothing of the node is missing, and no ordinary pod is seen', async () => {
    const network = { network: 'node', resolver: 'node' } as const;
    const node = await side('node', NODE_FILES, { ...network, files: '/host' }, ['containerd']);
    const pod = await side('pod', { ...NODE_FILES }, { ...network, files: '/' }, []);
    expect(node.view.notSeen).toBeNull();
    expect(pod.view.notSeen).toContain('--kind run');
  });

  test('no client: the name is looked up all the same', async () => {
    const { view } = await side('pod', POD_FILES, IN_POD, []);
    expect(view).toMatchObject({ addresses: [SERVICE], clients: [] });
  });
});

test.each([
  ['registry.test:5000', 'registry.test'],
  ['docker.io', 'registry-1.docker.io'],
  ['10.0.0.7:5000', null],
  ['[2001:db8::1]:5000', null],
  [null, null],
])('the name that is looked up for %s: %s', (registry, name) => {
  expect(registryName(registry)).toBe(name);
});
