import { describe, expect, test } from 'vitest';
import { textAt } from '../../../../src/clients/containerd/cri/setting.js';
import { asked, CONFIG, configurationOf, planOf } from './a-containerd.js';

const GRPC = 'plugins."io.containerd.grpc.v1.cri"';
const IMAGES = 'plugins."io.containerd.cri.v1.images"';
const ROOT = '/etc/containerd/certs.d';
const withPath = (section: string, path = ROOT): string => `[${section}.registry]\nconfig_path = "${path}"\n`;

/** `config_path` as it counts, or why nothing works. */
function counts(version: string, config: string, files: Readonly<Record<string, string>> = {}): string {
  const { broken, registry } = configurationOf({ version, config, files });
  return broken?.text ?? textAt(registry, 'config_path');
}

describe('which section counts', () => {
  test.each([
    ['1.6.20', `version = 2\n${withPath(GRPC)}`, ROOT],
    ['1.6.20', withPath(GRPC), ''],
    ['1.6.20', withPath('plugins.cri'), ROOT],
    ['1.6.20', `version = 1\n${withPath('plugins.cri')}`, ROOT],
    ['1.6.20', `version = 2\n${withPath(IMAGES)}`, ''],
    ['1.6.20', `version = 3\n${withPath(IMAGES)}`, ''],
    ['1.6.20', `version = 3\n${withPath(GRPC)}`, ROOT],
    ['2.0.0', `version = 3\n${withPath(IMAGES)}`, ROOT],
    ['2.0.0', `version = 2\n${withPath(GRPC)}`, ROOT],
    ['2.2.7', `version = 3\n${withPath(GRPC)}`, ''],
    ['2.3.0', `version = 3\n${withPath(GRPC)}`, ROOT],
    ['2.3.0', `version = 4\n${withPath(GRPC)}`, ''],
    ['2.3.0', withPath(GRPC), ROOT],
    ['2.3.0', withPath('plugins.cri'), ROOT],
    // Renamed while the file is read, with the version set to 3, so that the plugin's own move never runs.
    ['2.1.9', withPath(GRPC), ''],
    ['2.1.9', withPath('plugins.cri'), ''],
    ['2.1.9', withPath(IMAGES), ROOT],
    ['2.2.7', `version = 2\n${withPath(GRPC)}${withPath(IMAGES, '/other')}`, ROOT],
  ])('%s: %j', (version, config, expected) => {
    expect(counts(version, config)).toBe(expected);
  });
});

describe('what stops containerd', () => {
  test.each([
    ['1.6.20', 'version = \n', 'failed to load TOML: /etc/containerd/config.toml'],
    ['2.0.0', 'version = \n', 'failed to unmarshal TOML at row 1'],
    ['1.6.20', 'version = "2"\n', 'failed to unmarshal TOML'],
    ['1.6.20', 'imports = "x"\n', 'failed to unmarshal TOML'],
    ['1.6.20', 'plugins = 3\n', 'failed to unmarshal TOML'],
    ['1.6.20', `version = 2\n${withPath('plugins.cri')}`, 'invalid plugin key URI "cri" expect io.containerd.x.vx'],
    ['1.6.20', 'version = 2\ndisabled_plugins = ["cri"]\n', 'invalid disabled plugin URI "cri"'],
    ['2.0.0', 'version = 2\ndisabled_plugins = ["cri"]\n', 'invalid disabled plugin URI "cri"'],
    ['1.6.32', 'version = 3\n', 'unsupported config version `3`'],
    ['1.7.17', 'version = 3\n', 'unsupported config version `3`'],
    ['2.2.0', 'version = 4\n', 'expected containerd config version equal to or less than `3`, got `4`'],
    ['2.3.0', 'version = 5\n', 'expected containerd config version equal to or less than `4`, got `5`'],
  ])('%s: %j', (version, config, text) => {
    const { broken } = configurationOf({ version, config });
    expect(broken).toMatchObject({ daemon: true, source: { name: CONFIG } });
    expect(broken?.text).toContain(text);
  });

  test.each([
    ['1.6.20', 'disabled_plugins = ["cri"]\n'],
    ['2.0.0', 'disabled_plugins = ["cri"]\n'],
    ['1.7.34', 'version = 2\ndisabled_plugins = ["io.containerd.grpc.v1.cri"]\n'],
    ['2.3.4', 'version = 3\ndisabled_plugins = ["io.containerd.cri.v1.images"]\n'],
  ])('%s without CRI: %j', (version, config) => {
    const { broken } = configurationOf({ version, config });
    expect(broken).toMatchObject({ daemon: false });
    expect(broken?.text).toContain('unknown service runtime.v1.ImageService');
  });

  test('the plan stops with the text, and names the line', () => {
    const { root, sources } = planOf({ version: '1.7.34', config: 'version = 2\n\nversion = \n' });
    expect(root).toMatchObject({ kind: 'stop', failure: 'config' });
    expect(sources[0]).toMatchObject({ name: CONFIG, line: 3 });
  });
});

// Restated from containerd `internal/cri/config/config_test.go`: TestValidateConfig, as far as registries go.
describe('settings of registries that exclude each other', () => {
  const both = (section: string): string => `${withPath(section)}[${section}.registry.mirrors."something.test"]\n`;
  test.each([
    [
      'conflicting mirrors',
      '2.0.0',
      `version = 3\n${both(IMAGES)}`,
      'invalid cri image config: `mirrors` cannot be set when `config_path` is provided',
    ],
    [
      'the same in 1.x',
      '1.6.20',
      `version = 2\n${both(GRPC)}`,
      'invalid plugin config: `mirrors` cannot be set when `config_path` is provided',
    ],
    [
      'conflicting tls, 1.x',
      '1.7.34',
      `version = 2\n${withPath(GRPC)}[${GRPC}.registry.configs."reg".tls]\nca_file = "/ca"\n`,
      '`configs.tls` cannot be set when `config_path` is provided',
    ],
    [
      'conflicting tls, 2.x doesn’t know it',
      '2.0.0',
      `version = 3\n${withPath(IMAGES)}[${IMAGES}.registry.configs."reg".tls]\nca_file = "/ca"\n`,
      ROOT,
    ],
    [
      'deprecated auths',
      '2.0.0',
      `version = 3\n[${IMAGES}.registry.auths."https://reg.test"]\nusername = "test"\n`,
      '',
    ],
    ['deprecated mirrors', '2.0.0', `version = 3\n[${IMAGES}.registry.mirrors."example.test"]\n`, ''],
    [
      'deprecated configs',
      '2.0.0',
      `version = 3\n[${IMAGES}.registry.configs."reg.test".auth]\nusername = "test"\n`,
      '',
    ],
    [
      'auths with an address as key',
      '1.7.34',
      `version = 2\n[${GRPC}.registry.auths."10.0.0.1:5000"]\nusername = "test"\n`,
      'failed to parse registry url "10.0.0.1:5000"',
    ],
    [
      '2.2.0 has its default already',
      '2.2.0',
      `version = 3\n[${IMAGES}.registry.mirrors."example.test"]\n`,
      'cannot be set when `config_path` is provided',
    ],
    [
      '2.2.1 with an empty config_path',
      '2.2.1',
      `version = 3\n[${IMAGES}.registry]\nconfig_path = ""\n[${IMAGES}.registry.mirrors."example.test"]\n`,
      '',
    ],
    ['2.2.2 looks first', '2.2.2', `version = 3\n[${IMAGES}.registry.mirrors."example.test"]\n`, ''],
    [
      'a type that can’t be decoded',
      '1.6.20',
      `version = 2\n[${GRPC}.registry]\nconfig_path = true\n`,
      'config_path is not a text',
    ],
    [
      'a list that is none',
      '1.6.20',
      `version = 2\n[${GRPC}.registry.mirrors."a"]\nendpoint = "http://a"\n`,
      'endpoint is not a list of texts',
    ],
  ])('%s', (_, version, config, expected) => {
    expect(counts(version, config)).toContain(expected);
  });
});

// Restated from containerd `cmd/containerd/server/config/config_test.go`: TestMergeConfigs, TestResolveImports, TestLoadConfigWith(Circular)Imports,
// TestDecodePlugin(InV1Config), and run against containerd 1.6.20.
describe('imports', () => {
  const dir = '/etc/containerd';
  const paths = (version: string, config: string, files: Readonly<Record<string, string>>): string[] =>
    configurationOf({ version, config, files }).files.map(({ path }) => path);

  test('patterns, clean paths, and relative to the file', () => {
    const files = {
      [`${dir}/c_1.toml`]: '',
      [`${dir}/c_2.toml`]: '',
      [`${dir}/test.toml`]: '',
      [`${dir}/here.toml`]: '',
    };
    const config = `imports = ["${dir}/c_*.toml", "${dir}/./test.toml", "here.toml"]\n`;
    expect(paths('2.0.0', config, files)).toEqual([CONFIG, ...Object.keys(files)]);
  });

  test('rings end, breadth comes first', () => {
    const files = {
      [`${dir}/a.toml`]: 'imports = ["config.toml", "a.toml", "deep.toml"]\n',
      [`${dir}/b.toml`]: '',
      [`${dir}/deep.toml`]: '',
    };
    expect(paths('1.7.34', 'imports = ["a.toml", "config.toml", "b.toml"]\n', files)).toEqual([
      CONFIG,
      `${dir}/a.toml`,
      `${dir}/b.toml`,
      `${dir}/deep.toml`,
    ]);
  });

  test('a relative pattern counts from where 1.x runs, from the file in 2.x', () => {
    const files = { [`${dir}/conf.d/x.toml`]: '' };
    expect(paths('1.6.20', 'imports = ["conf.d/*.toml"]\n', files)).toEqual([CONFIG]);
    expect(paths('2.0.0', 'imports = ["conf.d/*.toml"]\n', files)).toEqual([CONFIG, `${dir}/conf.d/x.toml`]);
  });

  test('a missing file is fatal, a pattern without files is not', () => {
    expect(counts('1.6.20', 'imports = ["missing.toml"]\n')).toContain(
      `open ${dir}/missing.toml: no such file or directory`,
    );
    expect(counts('2.0.0', 'imports = ["missing.toml"]\n')).toContain('no such file or directory');
    expect(counts('1.6.20', 'imports = ["/etc/none*.toml"]\n')).toBe('');
  });

  const part = { [`${dir}/part.toml`]: `[${GRPC}]\nsandbox_image = "pause"\n` };
  test('1.x: a drop-in with the plugin’s table takes the place of the root’s', () => {
    expect(counts('1.7.34', `version = 2\nimports = ["part.toml"]\n${withPath(GRPC)}`, part)).toBe('');
  });
  test('2.x: tables are merged', () => {
    expect(counts('2.1.9', `version = 2\nimports = ["part.toml"]\n${withPath(GRPC)}`, part)).toBe(ROOT);
  });
  test('2.x: a later value counts, with its own file and line', () => {
    const files = { [`${dir}/part.toml`]: `version = 2\n\n${withPath(GRPC, '/late')}` };
    const { mode } = configurationOf({
      version: '2.0.0',
      config: `version = 2\nimports = ["part.toml"]\n${withPath(GRPC)}`,
      files,
    });
    expect(mode).toMatchObject({ roots: ['/late'], source: { name: `${dir}/part.toml`, line: 4 } });
  });
  test('1.x: a drop-in without version is one of version 2 beside such a root', () => {
    const files = { [`${dir}/part.toml`]: withPath(GRPC) };
    expect(counts('1.6.20', 'version = 2\nimports = ["part.toml"]\n', files)).toBe(ROOT);
  });
  test('disabled plugins of all files count', () => {
    const files = { [`${dir}/part.toml`]: 'disabled_plugins = ["io.containerd.grpc.v1.cri"]\n' };
    expect(counts('1.7.34', 'version = 2\nimports = ["part.toml"]\n', files)).toContain('disabled');
  });
  test('2.3: a drop-in of a higher version is fatal; before, it counts for both', () => {
    const files = { [`${dir}/part.toml`]: `version = 3\n${withPath(IMAGES)}` };
    const config = 'version = 2\nimports = ["part.toml"]\n';
    expect(counts('2.3.0', config, files)).toBe('drop-in config version 3 higher than root config version 2');
    expect(counts('2.2.7', config, files)).toBe(ROOT);
  });
});

// Restated from containerd `internal/cri/config/config_test.go`: TestCheckLocalImagePullConfigs.
describe('who pulls', () => {
  test.each([
    ['use_local_image_pull = true', true],
    ['snapshotter = "overlayfs"\nimage_pull_progress_timeout = "5m"\nstats_collect_period = 10', false],
    ['disable_snapshot_annotations = false', true],
    ['discard_unpacked_layers = true', true],
    ['registry.mirrors."docker.io".endpoint = ["https://mirror.test"]', true],
    ['registry.configs."docker.io".auth.username = "user"', true],
    ['registry.auths."https://docker.io".username = "user"', true],
    ['max_concurrent_downloads = 5', true],
    ['max_concurrent_downloads = 3', false],
    ['image_pull_with_sync_fs = true', true],
    ['registry.config_path = "/etc/containerd/certs.d"\nregistry.headers.User-Agent = ["x"]', false],
  ])('%s: locally %s', (settings, expected) => {
    const config = `version = 3\n[${IMAGES}]\n${settings}\n`;
    expect(configurationOf({ version: '2.1.0', config }).localPull).toBe(expected);
    expect(configurationOf({ version: '2.0.0', config }).localPull).toBe(true);
  });

  test('two directories are two for a local pull, and one strange path for the transfer service', () => {
    const config = (more: string): string => `version = 3\n[${IMAGES}]\n${more}\n${withPath(IMAGES, '/a:/b')}`;
    expect(configurationOf({ version: '2.1.0', config: config('') }).mode).toMatchObject({ roots: ['/a:/b'] });
    expect(configurationOf({ version: '2.0.0', config: config('') }).mode).toMatchObject({ roots: ['/a', '/b'] });
    const local = config('use_local_image_pull = true');
    expect(configurationOf({ version: '2.3.4', config: local }).mode).toMatchObject({ roots: ['/a', '/b'] });
  });

  test('certs.d counts without any configuration from 2.2 on', () => {
    expect(configurationOf({ version: '2.1.9' }).mode).toMatchObject({ roots: [] });
    expect(configurationOf({ version: '2.0.0' }).mode).toEqual({ kind: 'mirrors' });
    expect(configurationOf({ version: '2.2.0' }).mode).toMatchObject({
      roots: ['/etc/containerd/certs.d:/etc/docker/certs.d'],
      source: { kind: 'default' },
    });
  });
});

test('the running daemon says which file counts', () => {
  const process = (...words: string[]) => ({
    name: 'containerd',
    pid: 7,
    arguments: words,
    startedMs: 1,
    environment: {},
  });
  const files = {
    '/opt/c.toml': `version = 2\n${withPath(GRPC)}`,
    [`${ROOT}/reg:5000/hosts.toml`]: 'server = "http://reg:5000"\n[host]\n',
  };
  const first = (...words: string[]) =>
    asked({ ports: { 5000: 'http' } }, { files, host: { processes: [process(...words)] } })[0];
  expect(first('--config', '/opt/c.toml')).toBe('HEAD http://reg:5000/v2/a/manifests/1: 200');
  expect(first('-c', '/opt/c.toml')).toBe('HEAD http://reg:5000/v2/a/manifests/1: 200');
  expect(first('--config=/opt/c.toml')).toBe('HEAD http://reg:5000/v2/a/manifests/1: 200');
  // dockerd's own containerd is another one.
  expect(first('--config', '/var/run/docker/containerd/containerd.toml')).toContain('HEAD https://reg:5000');
  expect(first()).toContain('HEAD https://reg:5000');
  const missing = planOf({ host: { processes: [process('--config', '/gone.toml')] } });
  expect(missing.root).toMatchObject({ kind: 'stop' });
});
