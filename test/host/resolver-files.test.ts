import { describe, expect, test } from 'vitest';
import { memoryFiles } from '../../src/host/memory-files.js';
import { parseHosts, parseNsswitch, parseResolvConf, resolverConfig } from '../../src/host/resolver-files.js';

const addresses = (text: string) =>
  parseResolvConf(text, '/etc/resolv.conf').nameservers.map((server) => server.address);

describe('parseResolvConf', () => {
  test('a pod’s file, with where each thing stands', () => {
    const config = parseResolvConf(
      'nameserver 10.96.0.10\nsearch ns.svc.cluster.local svc.cluster.local. cluster.local\noptions ndots:5 timeout:2 attempts:3 rotate\n',
      '/etc/resolv.conf',
    );
    expect(config).toEqual({
      nameservers: [
        {
          address: '10.96.0.10',
          source: { kind: 'file', name: '/etc/resolv.conf', line: 1, says: 'nameserver 10.96.0.10' },
        },
      ],
      search: ['ns.svc.cluster.local', 'svc.cluster.local', 'cluster.local'],
      searchSource: expect.objectContaining({ line: 2 }),
      ndots: 5,
      timeoutMs: 2000,
      attempts: 3,
      rotate: true,
      unknownOptions: [],
    });
  });

  test.each([
    [
      'three at most',
      'nameserver 1.1.1.1\nnameserver 1.1.1.2\nnameserver 1.1.1.3\nnameserver 1.1.1.4',
      ['1.1.1.1', '1.1.1.2', '1.1.1.3'],
    ],
    [
      'literals only',
      'nameserver dns.example\nnameserver 1.1.1\nnameserver 010.0.0.1\nnameserver 1.1.1.1 # note',
      ['1.1.1.1'],
    ],
    ['IPv6, zones', 'nameserver ::1\nnameserver fe80::1%eth0', ['::1', 'fe80::1%eth0']],
    ['comments', '# nameserver 1.1.1.1\n;nameserver 1.1.1.2\n\tnameserver\t1.1.1.3\r\n', ['1.1.1.3']],
    ['none: this machine', 'search x\n', ['127.0.0.1', '::1']],
  ])('servers: %s', (_, text, expected) => {
    expect(addresses(text)).toEqual(expected);
  });

  test('no file: this machine is asked, and nobody said so', () => {
    expect(parseResolvConf(null, '/etc/resolv.conf').nameservers[0]).toMatchObject({
      address: '127.0.0.1',
      source: { kind: 'default' },
    });
  });

  test.each([
    ['search a b\ndomain c', ['c'], 2],
    ['domain c\nsearch a b', ['a', 'b'], 2],
    ['search a\nsearch .', [], 2],
    ['search a\ndomain', ['a'], 1],
  ])('%j: the last of domain and search wins', (text, search, line) => {
    expect(parseResolvConf(text, 'x')).toMatchObject({ search, searchSource: { line } });
  });

  test.each([
    ['', 1, 5000, 2],
    ['options ndots:99 timeout:0 attempts:0', 15, 1000, 1],
    ['options ndots:-1 timeout:x attempts:', 0, 1000, 1],
    ['options ndots:0 timeout:30 attempts:10', 0, 30_000, 10],
    ['options ndots:2\noptions ndots:3', 3, 5000, 2],
    ['options timeout:99999999999', 1, 16_777_215_000, 2],
  ])('%j', (text, ndots, timeoutMs, attempts) => {
    expect(parseResolvConf(text, 'x')).toMatchObject({ ndots, timeoutMs, attempts });
  });

  test('what Go doesn’t know is kept, because cgo builds then ask libc', () => {
    const text = 'sortlist 10.0.0.0/8\noptions edns0 trust-ad single-request inet6 debug\nlookup file bind';
    expect(parseResolvConf(text, 'x').unknownOptions).toEqual(['sortlist', 'inet6', 'debug']);
  });
});

describe('parseHosts', () => {
  test('addresses and names, with lines', () => {
    const entries = parseHosts(
      '127.0.0.1 localhost\n# no\n10.0.0.5\tReg.Example. reg # note\nFE80::0001%lo x\nbad host\n::1\n',
      '/etc/hosts',
    );
    expect(entries.map(({ address, names, source }) => [address, names, source.line])).toEqual([
      ['127.0.0.1', ['localhost'], 1],
      ['10.0.0.5', ['reg.example', 'reg'], 3],
      ['fe80::1%lo', ['x'], 4],
    ]);
  });
});

describe('parseNsswitch', () => {
  test.each([
    ['hosts: files dns', ['files', 'dns']],
    [
      'hosts:\tfiles mdns4_minimal [NOTFOUND=return] resolve [!UNAVAIL=return] dns # x',
      ['files', 'mdns4_minimal', 'resolve', 'dns'],
    ],
    ['passwd: files\n  hosts : files', ['files']],
    ['#hosts: files\nhostsx: dns', []],
    ['hosts: files [broken', ['files']],
  ])('%j', (text, words) => {
    expect(parseNsswitch(text, '/etc/nsswitch.conf').words).toEqual(words);
  });
});

describe('resolverConfig', () => {
  test('puts the three files together', () => {
    const files = memoryFiles({
      '/etc/resolv.conf': 'nameserver 10.0.0.1\n',
      '/etc/hosts': '10.0.0.5 reg\n',
      '/etc/nsswitch.conf': '\nhosts: files dns\n',
      '/etc/hostname': 'node1.corp.example\n',
    });
    expect(resolverConfig(files, { RES_OPTIONS: 'ndots:3', LOCALDOMAIN: '' })).toMatchObject({
      nameservers: [{ address: '10.0.0.1' }],
      search: ['corp.example'],
      searchSource: { name: '/etc/hostname' },
      ndots: 1,
      unknownOptions: ['$LOCALDOMAIN', '$RES_OPTIONS'],
      hosts: [{ address: '10.0.0.5', names: ['reg'] }],
      nsswitch: ['files', 'dns'],
      nsswitchSource: { line: 2 },
    });
  });

  test('an empty machine has defaults', () => {
    expect(resolverConfig(memoryFiles({}), {})).toMatchObject({
      search: [],
      hosts: [],
      nsswitch: [],
      nsswitchSource: null,
    });
  });
});
