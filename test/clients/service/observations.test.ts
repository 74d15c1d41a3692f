import { describe, expect, test } from 'vitest';
import { DAEMON_OF, unitOf } from '../../../src/clients/service/daemons.js';
import { serviceObservations } from '../../../src/clients/service/service-observations.js';
import { trustStoreObservations } from '../../../src/clients/service/trust-store-observations.js';
import type { Host, HostFiles } from '../../../src/host/host.js';
import { root } from '../../trust/authorities.js';
import { aHost } from '../a-host.js';

const DAEMON = { processes: ['containerd'], units: ['containerd'] };
const DROP_IN = '/etc/systemd/system/containerd.service.d/proxy.conf';
const UNIT = '/usr/lib/systemd/system/containerd.service';
const ANCHOR = '/usr/local/share/ca-certificates/corp/ca.crt';
const STARTED = 5000;

function machine(
  files: Record<string, string>,
  modifiedMs: number | undefined,
  environment: Record<string, string> | null = {},
): Host {
  const host = aHost(files, {
    processes: [{ name: 'containerd', pid: 7, arguments: [], startedMs: STARTED, environment }],
  });
  const dated: HostFiles = {
    ...host.files,
    read(path) {
      const read = host.files.read(path);
      return read.kind === 'file' && modifiedMs !== undefined ? { ...read, modifiedMs } : read;
    },
  };
  return { ...host, files: dated };
}

describe('a unit that was changed since the start', () => {
  const files = {
    [UNIT]: '[Service]\n',
    [DROP_IN]: '[Service]\nEnvironment=HTTPS_PROXY=http://u:canary@p:1 OTHER=1\n',
  };

  test('names the line, and nothing secret', () => {
    const found = serviceObservations(machine(files, 9000), DAEMON);
    expect(found).toMatchObject([{ code: 'config-needs-restart', source: { name: DROP_IN, line: 2 } }]);
    expect(found[0]?.text).toBe(
      `${DROP_IN} sets HTTPS_PROXY, but was changed after containerd (pid 7) was started: it runs without it`,
    );
    expect(JSON.stringify(found)).not.toContain('canary');
  });

  test('another value counts as well', () => {
    const [found] = serviceObservations(machine(files, 9000, { HTTPS_PROXY: 'http://old:1' }), DAEMON);
    expect(found?.text).toContain('it runs with another value');
  });

  test.each([
    ['it has the value', machine(files, 9000, { HTTPS_PROXY: 'http://u:canary@p:1' })],
    ['the file is older than the process', machine(files, 4000)],
    // `btime` of /proc/stat has whole seconds.
    ['the file was written right before the start', machine(files, STARTED + 900)],
    ['nobody knows when the file was changed', machine(files, undefined)],
    ['the environment can’t be read', machine(files, 9000, null)],
    ['nothing runs', { ...machine(files, 9000), processes: [] }],
  ])('silent where %s', (_, host) => {
    expect(serviceObservations(host, DAEMON)).toEqual([]);
  });
});

describe('a CA that came after the start', () => {
  test('is told with its file', () => {
    const found = trustStoreObservations(machine({ [ANCHOR]: root.pem }, 9000, null), DAEMON);
    expect(found).toMatchObject([{ code: 'config-needs-restart', meant: 'trust', source: { name: ANCHOR }, cure: [] }]);
  });

  test('a PEM dropped into the store counts, the distribution’s own and bundles do not', () => {
    const files = {
      '/etc/ssl/certs/corp.pem': root.pem,
      '/etc/ssl/certs/Mozilla_One.pem': root.pem,
      '/etc/ssl/certs/0a1b2c3d.0': root.pem,
      '/etc/ssl/certs/ca-certificates.crt': root.pem,
      '/usr/share/ca-certificates/mozilla/Mozilla_One.crt': root.pem,
    };
    expect(trustStoreObservations(machine(files, 9000), DAEMON).map(({ source }) => source.name)).toEqual([
      '/etc/ssl/certs/corp.pem',
    ]);
  });

  test.each([
    ['it was there before', machine({ [ANCHOR]: root.pem }, 4000)],
    ['it holds no certificate', machine({ [ANCHOR]: 'no PEM' }, 9000)],
    ['nothing runs', { ...machine({ [ANCHOR]: root.pem }, 9000), processes: [] }],
  ])('silent where %s', (_, host) => {
    expect(trustStoreObservations(host, DAEMON)).toEqual([]);
  });
});

test('the unit of a client: the one that is there, else the customary one', () => {
  expect(unitOf('rke2', aHost({ '/usr/lib/systemd/system/rke2-agent.service': '' }))).toEqual({
    unit: 'rke2-agent',
    exists: true,
  });
  expect(unitOf('rke2', aHost())).toEqual({ unit: 'rke2-server', exists: false });
  expect(unitOf('buildah', aHost())).toBeNull();
  expect(Object.keys(DAEMON_OF)).toContain('k0s');
});
