import { describe, expect, test } from 'vitest';
import { memoryFiles } from '../../src/host/memory-files.js';
import { guessVantage } from '../../src/host/vantage.js';

const IN_POD = { KUBERNETES_SERVICE_HOST: '10.96.0.1' };
const POD_DNS = {
  '/etc/resolv.conf': 'search default.svc.cluster.local svc.cluster.local cluster.local\nnameserver 10.96.0.10\n',
};
const NODE_DNS = { '/etc/resolv.conf': 'nameserver 192.168.0.1\n' };

describe('guessVantage', () => {
  test.each([
    ['a plain machine', {}, NODE_DNS, [], '/', { network: 'host', resolver: 'host', files: '/' }],
    [
      'a pod',
      IN_POD,
      POD_DNS,
      ['/sys/class/net/eth0', '/sys/class/net/lo'],
      '/',
      { network: 'pod', resolver: 'pod', files: '/' },
    ],
    [
      'a pod by its mount',
      {},
      POD_DNS,
      ['/var/run/secrets/kubernetes.io'],
      '/',
      { network: 'pod', resolver: 'pod', files: '/' },
    ],
    ['a pod with the node’s disk', IN_POD, POD_DNS, [], '/host', { network: 'pod', resolver: 'pod', files: '/host' }],
    [
      'dnsPolicy Default',
      IN_POD,
      NODE_DNS,
      ['/sys/class/net/eth0'],
      '/',
      { network: 'pod', resolver: 'node', files: '/' },
    ],
    [
      'hostNetwork',
      IN_POD,
      NODE_DNS,
      ['/sys/class/net/eth0', '/sys/class/net/cni0', '/sys/class/net/veth12ab'],
      '/host',
      { network: 'node', resolver: 'node', files: '/host' },
    ],
    [
      'hostNetwork by the hosts file of the kubelet, whatever interfaces there are',
      {},
      { ...NODE_DNS, '/etc/hosts': '# Kubernetes-managed hosts file (host network).\n' },
      ['/sys/class/net/eth0'],
      '/host',
      { network: 'node', resolver: 'node', files: '/host' },
    ],
    [
      'a pod with Docker in it, by the hosts file',
      IN_POD,
      { ...POD_DNS, '/etc/hosts': '# Kubernetes-managed hosts file.\n' },
      ['/sys/class/net/eth0', '/sys/class/net/docker0'],
      '/',
      { network: 'pod', resolver: 'pod', files: '/' },
    ],
    [
      'another root without any evidence',
      {},
      NODE_DNS,
      [],
      '/mnt',
      { network: 'host', resolver: 'host', files: '/mnt' },
    ],
  ] as const)('%s', (_, environment, texts, directories, root, expected) => {
    expect(guessVantage({ environment, ownFiles: memoryFiles(texts, { directories }), root })).toEqual(expected);
  });
});
