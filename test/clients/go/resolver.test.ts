import { expect, test } from 'vitest';
import { resolverPolicy } from '../../../src/clients/go/resolver.js';
import type { Host } from '../../../src/host/host.js';
import { aHost, PLAIN_RESOLVER } from '../a-host.js';

const CGO = { cgo: true, goVersion: '1.25' };
const OLD = { cgo: true, goVersion: '1.19' };
const STATIC = { cgo: false, goVersion: '1.25' };

function withNsswitch(...nsswitch: string[]): Partial<Host> {
  return { resolver: { ...PLAIN_RESOLVER, nsswitch } };
}

// golang/go net/conf.go: hostLookupOrder.
test.each([
  ['files and dns are all Go needs', 'reg.test', CGO, {}, 'go'],
  ['no nsswitch.conf', 'reg.test', CGO, withNsswitch(), 'go'],
  ['a static build never asks libc', 'reg.local', STATIC, withNsswitch('files', 'resolve', 'dns'), 'go'],
  ['.local in old releases', 'registry.svc.cluster.local', OLD, {}, 'glibc'],
  ['.local in new releases', 'registry.svc.cluster.local', CGO, {}, 'go'],
  ['.local in new releases with mdns', 'nas.local', CGO, withNsswitch('files', 'mdns4_minimal', 'dns'), 'glibc'],
  ['mdns and another name', 'reg.test', CGO, withNsswitch('files', 'mdns4_minimal', 'dns'), 'go'],
  ['a source that Go does not know', 'reg.test', CGO, withNsswitch('files', 'resolve', 'dns'), 'glibc'],
  ['myhostname and an ordinary name', 'reg.test', CGO, withNsswitch('files', 'dns', 'myhostname'), 'go'],
  ['myhostname and localhost', 'a.localhost', CGO, withNsswitch('files', 'dns', 'myhostname'), 'glibc'],
  ['an empty LOCALDOMAIN', 'reg.test', CGO, { environment: { LOCALDOMAIN: '' } }, 'glibc'],
  ['RES_OPTIONS', 'reg.test', CGO, { environment: { RES_OPTIONS: 'ndots:2' } }, 'glibc'],
  ['an empty RES_OPTIONS', 'reg.test', CGO, { environment: { RES_OPTIONS: '' } }, 'go'],
  ['GODEBUG=netdns=go', 'reg.local', OLD, { environment: { GODEBUG: 'x=1,netdns=go+1' } }, 'go'],
  ['GODEBUG=netdns=cgo', 'reg.test', CGO, { environment: { GODEBUG: 'netdns=1+cgo' } }, 'glibc'],
  [
    'an unknown option in resolv.conf',
    'reg.test',
    CGO,
    { resolver: { ...PLAIN_RESOLVER, unknownOptions: ['no-aaaa'] } },
    'glibc',
  ],
  ['musl', 'reg.local', OLD, { libc: 'musl' }, 'musl'],
  ['a host without libc', 'reg.local', OLD, { libc: 'none' }, 'go'],
] as const)('%s', (_, name, build, host, kind) => {
  expect(resolverPolicy(aHost({}, host), name, build).kind).toBe(kind);
});

test('the machine’s own name belongs to myhostname', () => {
  const host = aHost({ '/etc/hostname': 'Node7\n' }, withNsswitch('files', 'myhostname', 'dns'));
  expect(resolverPolicy(host, 'node7', CGO)).toMatchObject({
    kind: 'glibc',
    because: expect.stringContaining('myhostname'),
  });
});
