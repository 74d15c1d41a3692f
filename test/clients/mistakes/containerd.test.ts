import { describe, expect, test } from 'vitest';
import { parseToml } from '../../../src/host/toml.js';
import type { Port } from '../../support/world.js';
import { requests, walkIn } from '../../support/world.js';
import { type AskedContainerd, CONFIG, cured, hostOf, observedIn, planOf } from '../containerd/cri/a-containerd.js';

const GRPC = 'plugins."io.containerd.grpc.v1.cri"';
const IMAGES = 'plugins."io.containerd.cri.v1.images"';
const ROOT = '/etc/containerd/certs.d';
const HOSTS = `${ROOT}/reg:5000/hosts.toml`;
const PLAIN = 'server = "http://reg:5000"\n\n[host."http://reg:5000"]\n';
const path = (section: string, value = ROOT): string => `[${section}.registry]\nconfig_path = "${value}"\n`;

/** A mistake in the configuration of a registry that speaks plain HTTP on port 5000 unless said otherwise. */
interface Mistake {
  readonly name: string;
  readonly asked: AskedContainerd;
  /** `code file:line` of the one observation that is looked at. */
  readonly observed: string;
  /** Words in its sentence. */
  readonly says: string;
  /** What port 5000 does; with the cure carried out the pull works there. */
  readonly port?: Port;
  /** True where there is nothing to carry out. */
  readonly incurable?: true;
}

const MISTAKES: readonly Mistake[] = [
  {
    name: 'config_path in a file without version, 1.x',
    asked: { config: path(GRPC), files: { [HOSTS]: PLAIN } },
    observed: `config-ignored-wrong-path ${CONFIG}:2`,
    says: 'version = 2',
  },
  {
    name: 'the section of version 3 on 1.x',
    asked: { config: `version = 2\n${path(IMAGES)}`, files: { [HOSTS]: PLAIN } },
    observed: `config-ignored-wrong-path ${CONFIG}:3`,
    says: 'came with 2.0',
  },
  {
    name: 'the section of version 3 on 1.6.20, which takes any version',
    asked: { version: '1.6.20', config: `version = 3\n${path(IMAGES)}`, files: { [HOSTS]: PLAIN } },
    observed: `config-ignored-wrong-path ${CONFIG}:3`,
    says: 'came with 2.0',
  },
  {
    name: 'the section of version 2 in a file of version 3, 2.0 to 2.2',
    asked: { version: '2.0.0', config: `version = 3\n${path(GRPC)}`, files: { [HOSTS]: PLAIN } },
    observed: `config-ignored-wrong-path ${CONFIG}:3`,
    says: 'for files of version 2 only',
  },
  {
    name: 'the section of version 2 in a file without version, 2.0 to 2.2',
    asked: { version: '2.2.7', config: path(GRPC), files: { [HOSTS]: PLAIN } },
    observed: `config-ignored-wrong-path ${CONFIG}:2`,
    says: 'this is one without a version',
  },
  {
    name: 'the short section name in a file of version 2, 2.x',
    asked: { version: '2.3.4', config: `version = 2\n${path('plugins.cri')}`, files: { [HOSTS]: PLAIN } },
    observed: `config-ignored-wrong-path ${CONFIG}:3`,
    says: 'io.containerd.grpc.v1.cri',
  },
  {
    name: 'two directories in config_path, 2.1 and later',
    asked: {
      version: '2.3.4',
      config: `version = 3\n${path(IMAGES, '/etc/docker/certs.d:/etc/containerd/certs.d')}`,
      files: { [HOSTS]: PLAIN },
    },
    observed: `config-ignored-wrong-path ${HOSTS}:null`,
    says: 'transfer service',
  },
  {
    name: 'two directories by default, 2.2 and later',
    asked: { version: '2.2.7', files: { [HOSTS]: PLAIN } },
    observed: `config-ignored-wrong-path ${HOSTS}:null`,
    says: 'transfer service',
  },
  {
    name: 'a hosts.toml, and config_path not set',
    asked: { config: 'version = 2\n', files: { [HOSTS]: PLAIN } },
    observed: `config-ignored-wrong-path ${HOSTS}:null`,
    says: 'config_path is not set',
  },
  {
    name: 'a hosts.toml, and only the section of version 1 there',
    asked: { config: '[plugins.cri]\n  sandbox_image = "pause"\n', files: { [HOSTS]: PLAIN } },
    observed: `config-ignored-wrong-path ${HOSTS}:null`,
    says: 'config_path is not set',
  },
  {
    name: 'mirrors beside config_path',
    asked: {
      config: `version = 2\n${path(GRPC)}[${GRPC}.registry.mirrors."reg:5000"]\nendpoint = ["http://reg:5000"]\n`,
    },
    observed: `config-conflict ${CONFIG}:4`,
    says: 'exclude each other',
  },
  {
    name: 'configs.tls beside config_path, 1.x',
    asked: {
      config: `version = 2\n${path(GRPC)}[${GRPC}.registry.configs."reg:5000".tls]\ninsecure_skip_verify = true\n`,
    },
    observed: `config-conflict ${CONFIG}:4`,
    says: 'exclude each other',
    port: 'untrusted',
  },
  {
    name: 'mirrors alone, 2.2.0 and 2.2.1',
    asked: {
      version: '2.2.1',
      config: `version = 3\n[${IMAGES}.registry.mirrors."reg:5000"]\nendpoint = ["http://reg:5000"]\n`,
    },
    observed: `config-conflict ${CONFIG}:2`,
    says: 'by default',
  },
  {
    name: 'configs.tls, 2.x',
    asked: {
      version: '2.0.0',
      config: `version = 3\n[${IMAGES}.registry.configs."reg:5000".tls]\ninsecure_skip_verify = true\n`,
    },
    observed: `config-unknown-key ${CONFIG}:2`,
    says: 'hosts.toml',
    port: 'untrusted',
  },
  {
    name: 'mirrors, 2.x',
    asked: {
      version: '2.0.0',
      config: `version = 3\n[${IMAGES}.registry.mirrors."reg:5000"]\nendpoint = ["http://reg:5000"]\n`,
    },
    observed: `config-deprecated ${CONFIG}:2`,
    says: 'taken away',
    incurable: true,
  },
  {
    name: 'a drop-in that wipes the CRI table, 1.x',
    asked: {
      config: `version = 2\nimports = ["/etc/containerd/part.toml"]\n${path(GRPC)}`,
      files: { '/etc/containerd/part.toml': `[${GRPC}]\nsandbox_image = "pause"\n`, [HOSTS]: PLAIN },
    },
    observed: 'config-conflict /etc/containerd/part.toml:1',
    says: 'registry no longer count',
  },
  {
    name: 'a drop-in that nobody imports',
    asked: {
      config: 'version = 2\n',
      files: { '/etc/containerd/conf.d/reg.toml': `version = 2\n${path(GRPC)}`, [HOSTS]: PLAIN },
    },
    observed: 'config-ignored-wrong-path /etc/containerd/conf.d/reg.toml:2',
    says: "doesn't import it",
  },
  {
    name: 'a drop-in by a relative pattern, 1.x',
    asked: {
      config: 'version = 2\nimports = ["conf.d/*.toml"]\n',
      files: { '/etc/containerd/conf.d/reg.toml': `version = 2\n${path(GRPC)}`, [HOSTS]: PLAIN },
    },
    observed: 'config-ignored-wrong-path /etc/containerd/conf.d/reg.toml:2',
    says: 'the directory it runs in',
  },
  {
    name: 'a scheme in a key of mirrors',
    asked: { config: `version = 2\n[${GRPC}.registry.mirrors."http://reg:5000"]\nendpoint = ["http://reg:5000"]\n` },
    observed: `config-unknown-key ${CONFIG}:2`,
    says: 'keys have no scheme',
  },
  {
    name: 'the port left out in a key of mirrors',
    asked: { config: `version = 2\n[${GRPC}.registry.mirrors."reg"]\nendpoint = ["http://reg:5000"]\n` },
    observed: `config-unknown-key ${CONFIG}:2`,
    says: 'keys are compared with the port',
  },
  {
    name: 'a scheme in a key of configs',
    asked: { config: `version = 2\n[${GRPC}.registry.configs."https://reg:5000".tls]\ninsecure_skip_verify = true\n` },
    observed: `config-unknown-key ${CONFIG}:2`,
    says: 'keys have no scheme',
    port: 'untrusted',
  },
  {
    name: 'the port left out in a key of configs',
    asked: { config: `version = 2\n[${GRPC}.registry.configs."reg".tls]\ninsecure_skip_verify = true\n` },
    observed: `config-unknown-key ${CONFIG}:2`,
    says: 'never matches reg:5000',
    port: 'untrusted',
  },
  {
    name: 'a slash at the end of an endpoint',
    asked: { config: `version = 2\n[${GRPC}.registry.mirrors."reg:5000"]\nendpoint = [\n  "http://reg:5000/",\n]\n` },
    observed: `config-unknown-key ${CONFIG}:3`,
    says: 'takes the place of /v2',
    incurable: true,
  },
  ...[
    ['endpoints', `[${GRPC}.registry.mirrors."reg:5000"]\nendpoints = ["http://reg:5000"]\n`, 'endpoint', 'http'],
    ['config-path', `[${GRPC}.registry]\nconfig-path = "${ROOT}"\n`, 'config_path', 'http'],
    [
      'insecure-skip-verify',
      `[${GRPC}.registry.configs."reg:5000".tls]\ninsecure-skip-verify = true\n`,
      'insecure_skip_verify',
      'untrusted',
    ],
  ].map(
    ([key = '', table = '', right = '', port]): Mistake => ({
      name: `the key ${key}`,
      asked: { config: `version = 2\n${table}`, files: key === 'config-path' ? { [HOSTS]: PLAIN } : {} },
      observed: `config-unknown-key ${CONFIG}:3`,
      says: `it is called ${right}`,
      port: port as Port,
    }),
  ),
  {
    name: 'a CA that is no PEM',
    asked: {
      config: `version = 2\n[${GRPC}.registry.configs."reg:5000".tls]\nca_file = "/ca.der"\n`,
      files: { '/ca.der': '0\u0082' },
    },
    observed: `config-ignored-wrong-path ${CONFIG}:3`,
    says: 'holds no PEM certificate',
    port: 'untrusted',
    incurable: true,
  },
  {
    name: 'registries.conf on a node of containerd’s',
    asked: {
      files: { '/etc/containers/registries.conf': '[[registry]]\nlocation = "reg:5000"\ninsecure = true\n' },
    },
    observed: 'config-ignored-wrong-path /etc/containers/registries.conf:3',
    says: "containerd doesn't read it",
  },
  {
    name: 'daemon.json on a node of containerd’s',
    asked: {
      config: `version = 2\n${path(GRPC)}`,
      files: { '/etc/docker/daemon.json': '{\n  "insecure-registries": ["reg:5000"]\n}\n' },
    },
    observed: 'config-ignored-wrong-path /etc/docker/daemon.json:2',
    says: "containerd doesn't read it",
  },
];

describe.each(MISTAKES)('$name', ({ asked, observed, says, port = 'http', incurable }) => {
  const before = planOf(asked);
  const observation = before.observations[observedIn(before).indexOf(observed)];

  test('is told, with its line', () => {
    expect(observedIn(before)).toContain(observed);
    expect(observation?.text).toContain(says);
  });

  test.skipIf(incurable === true)('fails, and works once the cure is carried out', () => {
    const world = { ports: { 5000: port } };
    expect(walkIn(world, before.root).outcome).toBe('fail');
    const after = walkIn(world, cured(asked, observation).root);
    expect(after.outcome, requests(after).join('\n')).toBe('ok');
  });

  test.skipIf(incurable === true)('the cure leaves files that parse', () => {
    for (const { path: name, content } of observation?.cure ?? []) expect(parseToml(content).ok, name).toBe(true);
  });
});

test('a slash at the end of an endpoint: the cure asks under /v2', () => {
  const asked = { config: `version = 2\n[${GRPC}.registry.mirrors."reg:5000"]\nendpoint = ["http://reg:5000/"]\n` };
  const [observation] = planOf(asked).observations;
  const walk = walkIn({ ports: { 5000: 'http' } }, cured(asked, observation).root);
  expect(requests(walk)[0]).toBe('HEAD http://reg:5000/v2/a/manifests/1: 200');
});

describe('what is newer than the running daemon', () => {
  const process = { name: 'containerd', pid: 7, arguments: [], startedMs: 5000, environment: {} };
  test.each([
    [4000, 0],
    // Within two seconds of the start nobody can tell what came first.
    [6000, 0],
    [8000, 1],
  ])('config.toml of %i: %i', (modifiedMs, count) => {
    const host = { ...hostOf({ config: 'version = 2\n' }), processes: [process] };
    const { read } = host.files;
    const files = {
      ...host.files,
      read: (name: string) => {
        const found = read(name);
        return found.kind === 'file' ? { ...found, modifiedMs } : found;
      },
    };
    const plan = planOf({}, { ...host, files });
    expect(plan.observations.filter(({ code }) => code === 'config-needs-restart')).toHaveLength(count);
  });
});

describe('secrets', () => {
  test('a cure that would write a login out is left out, and the mistake still told', () => {
    const config = `${path(GRPC)}[${GRPC}.registry.configs."reg:5000".auth]\nusername = "me"\npassword = "hunter2"\n`;
    const plan = planOf({ config, files: { [HOSTS]: PLAIN } });
    expect(plan.observations.map(({ code }) => code)).toContain('config-ignored-wrong-path');
    expect(JSON.stringify(plan)).not.toContain('hunter2');
  });
});

describe('healthy set-ups are silent', () => {
  test.each([
    ['nothing at all', {}],
    [
      'the default of Debian',
      {
        version: '1.6.20',
        config:
          'version = 2\n\n[plugins]\n  [plugins."io.containerd.grpc.v1.cri"]\n    [plugins."io.containerd.grpc.v1.cri".cni]\n      bin_dir = "/usr/lib/cni"\n',
      },
    ],
    ['config_path and hosts.toml, 1.x', { config: `version = 2\n${path(GRPC)}`, files: { [HOSTS]: PLAIN } }],
    [
      'config_path and hosts.toml, 2.0',
      { version: '2.0.0', config: `version = 3\n${path(IMAGES)}`, files: { [HOSTS]: PLAIN } },
    ],
    [
      'config_path and hosts.toml, 2.3',
      { version: '2.3.4', config: `version = 2\n${path(GRPC)}`, files: { [HOSTS]: PLAIN } },
    ],
    [
      'the old form, 1.x',
      { config: `version = 2\n[${GRPC}.registry.mirrors."reg:5000"]\nendpoint = ["http://reg:5000"]\n` },
    ],
    ['version 1, 1.x', { config: `${path('plugins.cri')}`, files: { [HOSTS]: PLAIN } }],
    [
      'a drop-in that is imported',
      {
        config: 'version = 2\nimports = ["/etc/containerd/conf.d/*.toml"]\n',
        files: { '/etc/containerd/conf.d/a.toml': `version = 2\n${path(GRPC)}`, [HOSTS]: PLAIN },
      },
    ],
    [
      'kind: two directories, pulled locally',
      {
        version: '2.2.0',
        config: `version = 3\n[${IMAGES}]\ndiscard_unpacked_layers = true\n${path(IMAGES, `${ROOT}:/etc/docker/certs.d`)}`,
        files: { [HOSTS]: PLAIN },
      },
    ],
    [
      'mirrors of other registries',
      {
        config: `version = 2\n[${GRPC}.registry.mirrors."docker.io"]\nendpoint = ["https://mirror.test"]\n[${GRPC}.registry.configs."mirror.test".auth]\nusername = "x"\n`,
      },
    ],
  ] as const)('%s', (_, asked) => {
    expect(planOf(asked).observations).toEqual([]);
  });
});
