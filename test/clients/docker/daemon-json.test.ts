import { describe, expect, test } from 'vitest';
import { daemonConfig } from '../../../src/clients/docker/daemon/config.js';
import { imageStore } from '../../../src/clients/docker/store.js';
import type { Host, RunningProcess } from '../../../src/host/host.js';
import { aHost } from '../a-host.js';

const DAEMON = '/etc/docker/daemon.json';
const DOCKERD: RunningProcess = { name: 'dockerd', pid: 1, arguments: [], startedMs: 1000, environment: {} };

function stopOf(text: string, version = '20.10.24', host: Partial<Omit<Host, 'files'>> = {}): string | null {
  return (
    daemonConfig(aHost({ [DAEMON]: text }, host), version).stop?.text.replace(
      /^unable to configure the Docker daemon with file \S+: /,
      '',
    ) ?? null
  );
}

describe('what keeps the engine from starting', () => {
  // Each seen with dockerd 20.10.24.
  test.each([
    ['', 'EOF'],
    [
      '{"Insecure-Registries": ["a"]}',
      "the following directives don't match any configuration option: Insecure-Registries",
    ],
    [
      '{"insecure-registrys": ["a"]}',
      "the following directives don't match any configuration option: insecure-registrys",
    ],
    ['{"registry": {"foo": ["a"]}}', "the following directives don't match any configuration option: foo"],
    [
      '{"proxies": {"http-proxy": "http://x"}}',
      "the following directives don't match any configuration option: http-proxy",
    ],
    [
      '{"insecure-registries": "a"}',
      'json: cannot unmarshal string into Go struct field Config.insecure-registries of type []string',
    ],
    [
      '{"insecure-registries": ["a", 5]}',
      'json: cannot unmarshal number into Go struct field Config.insecure-registries of type string',
    ],
    ['{"features": {"x": "y"}}', 'json: cannot unmarshal string into Go struct field Config.features of type bool'],
    ['[]', 'json: cannot unmarshal array into Go value of type map[string]interface {}'],
    [
      '{"insecure-registries": ["http://a.b/"]}',
      'failed to start daemon: insecure registry a.b/ is not valid: invalid host "a.b/"',
    ],
    ['{"registry-mirrors": ["m:5000"]}', 'failed to start daemon: invalid mirror: unsupported scheme "m" in "m:5000"'],
  ])('%s', (text, stop) => {
    expect(stopOf(text)).toBe(stop);
  });

  test.each([
    '{"insecure-registry": ["a"]}',
    '{"registry-mirror": ["http://x"]}',
    '{"registry": {"insecure-registries": ["a"]}}',
    '{} x',
    'null',
    '{"insecure-registries": null}',
    '{"insecure-registries": ["HTTP://a.b"]}',
  ])('%s does not', (text) => {
    expect(stopOf(text)).toBeNull();
  });

  test('syntax: a trailing comma, with its line', () => {
    const { stop } = daemonConfig(aHost({ [DAEMON]: '{\n  "debug": true,\n}' }), '20.10.24');
    expect(stop?.source).toMatchObject({ name: DAEMON, line: 3 });
  });

  test.each([
    ['', '29.7.2'],
    ['\uFEFF{"insecure-registries": ["a"]}', '29.7.2'],
    ['{"proxies": {"http-proxy": "http://x"}}', '23.0.0'],
  ])('later releases take %j', (text, version) => {
    expect(stopOf(text, version)).toBeNull();
  });

  test('a list in the file and as a flag', () => {
    const processes = [{ ...DOCKERD, arguments: ['--insecure-registry', 'b', '-H=fd://'] }];
    expect(stopOf('{"insecure-registries": ["a"]}', '20.10.24', { processes })).toBe(
      'the following directives are specified both as a flag and in the configuration file: insecure-registries: (from flag: [b], from file: [a])',
    );
    expect(stopOf('{"hosts": ["unix:///x"]}', '29.7.2', { processes })).toContain(
      'hosts: (from flag: [fd://], from file: [unix:///x])',
    );
  });

  test('a file that was broken after the start is no reason to stop', () => {
    const host = aHost({ [DAEMON]: '{' }, { processes: [DOCKERD] });
    const files = { ...host.files, read: (path: string) => ({ ...host.files.read(path), modifiedMs: 10_000 }) };
    expect(daemonConfig({ ...host, files } as Host, '27.5.1')).toMatchObject({
      stop: null,
      config: { changedSince: true },
    });
  });
});

describe('where it is read from', () => {
  test('the running process says where', () => {
    const processes = [{ ...DOCKERD, arguments: ['--config-file=/srv/d.json', '--insecure-registry=reg:1'] }];
    const { config } = daemonConfig(aHost({ '/srv/d.json': '{"data-root": "/srv/docker"}' }, { processes }), '27.5.1');
    expect(config.start.configPath).toBe('/srv/d.json');
    expect(config.dataRoot).toBe('/srv/docker');
    expect([...config.insecureNames.keys()]).toEqual(['reg:1']);
  });

  test('flags of the unit, a drop-in resets', () => {
    const files = {
      '/lib/systemd/system/docker.service':
        '[Service]\nExecStart=/usr/bin/dockerd -H fd:// \\\n  --insecure-registry old:1\n',
      '/etc/systemd/system/docker.service.d/10.conf':
        '[Service]\nExecStart=\nExecStart=/usr/bin/dockerd --insecure-registry new:1\n',
    };
    const { config } = daemonConfig(aHost(files), '27.5.1');
    expect([...config.insecureNames]).toEqual([
      ['new:1', expect.objectContaining({ name: '/etc/systemd/system/docker.service.d/10.conf', line: 3 })],
    ]);
  });

  test('a rootless engine reads the user’s files', () => {
    const environment = { XDG_RUNTIME_DIR: '/run/user/1000', HOME: '/home/u' };
    const { config } = daemonConfig(aHost({}, { processes: [{ ...DOCKERD, environment }] }), '27.5.1');
    expect(config.start).toMatchObject({
      configPath: '/home/u/.config/docker/daemon.json',
      certsDirectory: '/home/u/.config/docker/certs.d',
    });
  });

  test('proxies of the file go before the environment', () => {
    const processes = [{ ...DOCKERD, environment: { HTTP_PROXY: 'http://old:1' } }];
    const { config } = daemonConfig(
      aHost({ [DAEMON]: '{"proxies": {"http-proxy": "http://new:2"}}' }, { processes }),
      '27.5.1',
    );
    expect(config.host.environment['HTTP_PROXY']).toBe('http://new:2');
  });
});

describe('the image store', () => {
  const used = '/var/lib/docker/overlay2/l/x';
  test.each([
    ['20.10.24', {}, {}, 'graphdriver'],
    ['28.5.2', {}, {}, 'graphdriver'],
    ['29.7.2', {}, {}, 'containerd'],
    ['20.10.24', { features: { 'containerd-snapshotter': true } }, {}, 'graphdriver'],
    ['25.0.0', { features: { 'containerd-snapshotter': true } }, {}, 'buildkit'],
    ['28.5.2', { features: { 'containerd-snapshotter': true } }, {}, 'containerd'],
    ['29.7.2', { features: { 'containerd-snapshotter': false } }, {}, 'graphdriver'],
    ['29.7.2', {}, { [used]: '' }, 'graphdriver'],
    ['29.7.2', {}, { '/var/lib/docker/vfs/dir/x': '' }, 'containerd'],
    ['29.7.2', { 'data-root': '/srv' }, { [used]: '' }, 'containerd'],
    ['29.7.2', { features: { 'containerd-snapshotter': true } }, { [used]: '' }, 'containerd'],
    ['29.7.2', { 'storage-driver': 'overlay2' }, {}, 'graphdriver'],
    ['29.7.2', { 'storage-driver': 'overlayfs' }, {}, 'containerd'],
    ['29.7.2', { 'userns-remap': 'default' }, {}, 'graphdriver'],
  ])('%s %j %j: %s', (version, config, files, kind) => {
    const found = daemonConfig(aHost({ [DAEMON]: JSON.stringify(config), ...files }), version);
    expect(imageStore(found.config).kind).toBe(kind);
  });

  test('why is said', () => {
    const { config } = daemonConfig(aHost({ [used]: '' }), '29.7.2');
    expect(imageStore(config).source).toMatchObject({ name: '/var/lib/docker/overlay2' });
  });
});
