import { describe, expect, test } from 'vitest';
import { kubernetesPod } from '../../src/host/kubernetes-pod.js';
import { memoryFiles } from '../../src/host/memory-files.js';

const MOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';
const POD_HOSTS = { '/etc/hosts': '# Kubernetes-managed hosts file.\n127.0.0.1 localhost\n' };
const NODE_HOSTS = { '/etc/hosts': '# Kubernetes-managed hosts file (host network).\n127.0.0.1 localhost\n' };
const CLUSTER_DNS = { '/etc/resolv.conf': 'search team-a.svc.cluster.local svc.cluster.local cluster.local\n' };
const ENVIRONMENT = { KUBERNETES_SERVICE_HOST: '10.96.0.1', HOSTNAME: 'regdoctor' };

function token(claims: unknown): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256' })}.${part(claims)}.canary-signature`;
}

function podWith(
  files: Readonly<Record<string, string>>,
  environment: Readonly<Record<string, string>> = ENVIRONMENT,
  network: 'pod' | 'node' = 'pod',
) {
  return kubernetesPod({ environment, ownFiles: memoryFiles(files) }, network);
}

describe('the pod around this process', () => {
  test('outside of Kubernetes there is none', () => {
    expect(kubernetesPod({ environment: { HOSTNAME: 'web-1' }, ownFiles: memoryFiles({}) }, 'host')).toBeNull();
  });

  test('names out of the mounted token, whose text goes nowhere', () => {
    const found = podWith({
      ...POD_HOSTS,
      [`${MOUNT}/namespace`]: 'team-a',
      [`${MOUNT}/token`]: token({
        sub: 'system:serviceaccount:team-a:builder',
        'kubernetes.io': {
          namespace: 'team-a',
          node: { name: 'worker-1', uid: 'u1' },
          pod: { name: 'regdoctor-x', uid: 'u2' },
          serviceaccount: { name: 'builder', uid: 'u3' },
        },
      }),
    });
    expect(found).toEqual({
      namespace: 'team-a',
      pod: 'regdoctor-x',
      serviceAccount: 'builder',
      node: 'worker-1',
      hostNetwork: 'no',
    });
    expect(JSON.stringify(found)).not.toContain('canary');
  });

  test('automountServiceAccountToken: false leaves the search list, the host name and the variables', () => {
    expect(podWith({ ...POD_HOSTS, ...CLUSTER_DNS })).toEqual({
      namespace: 'team-a',
      pod: 'regdoctor',
      serviceAccount: null,
      node: null,
      hostNetwork: 'no',
    });
    const handedDown = { ...ENVIRONMENT, POD_NAMESPACE: 'ops', POD_NAME: 'rd-1', NODE_NAME: 'worker-2' };
    expect(podWith({ ...POD_HOSTS, ...CLUSTER_DNS }, handedDown)).toMatchObject({
      namespace: 'ops',
      pod: 'rd-1',
      node: 'worker-2',
    });
  });

  test('with hostNetwork the host name is the node’s, and no pod’s', () => {
    expect(podWith(NODE_HOSTS, ENVIRONMENT, 'node')).toMatchObject({ pod: null, hostNetwork: 'yes' });
  });

  test('the node’s interfaces tell as well; without either it is unknown', () => {
    expect(podWith({}, ENVIRONMENT, 'node')?.hostNetwork).toBe('yes');
    expect(podWith({}, ENVIRONMENT, 'pod')).toMatchObject({ hostNetwork: 'unknown', pod: null });
  });

  test.each([
    ['no token', 'not a token'],
    ['a token of something else', token({ iss: 'https://example.com' })],
    ['claims of the wrong shape', token({ 'kubernetes.io': ['x'] })],
    ['a body that is no JSON', 'a.b.c'],
    ['nothing but null', token(null)],
    ['names that are none', token({ 'kubernetes.io': { namespace: '../etc', pod: { name: '\u001b[31m' } } })],
    ['far too much', 'x'.repeat(100_000)],
  ])('%s says nothing', (_, text) => {
    expect(podWith({ [`${MOUNT}/token`]: text })).toMatchObject({ namespace: null, pod: null, serviceAccount: null });
  });
});
