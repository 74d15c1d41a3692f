import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { execa } from 'execa';
import { afterAll, describe, expect, test } from 'vitest';
import configSchema from '../../docs/config.schema.json' with { type: 'json' };
import planSchema from '../../docs/plan.schema.json' with { type: 'json' };
import { issueCertificate } from '../../src/lab/certificate.js';
import type { ConfigDocument } from '../../src/report/config/schema.js';
import type { PlanDocument } from '../../src/report/plan/schema.js';

const ajv = new Ajv2020({ strict: false, validateFormats: false });
const validators = { config: ajv.compile(configSchema), plan: ajv.compile(planSchema) };
const base = mkdtempSync(join(tmpdir(), 'regdoctor-snippets-'));
afterAll(() => rmSync(base, { recursive: true, force: true }));

const CA = issueCertificate({ subject: 'CA', issuer: null, ca: true, notBeforeMs: 0, notAfterMs: 4e12 }).pem;
const REGISTRIES = '/etc/rancher/k3s/registries.yaml';
const TEMPLATE = '/var/lib/rancher/k3s/agent/etc/containerd/config.toml.tmpl';
const CONF = '/etc/containers/registries.conf';
const DROP_IN = '/etc/k0s/containerd.d/registry';
const CERTIFICATE = '/etc/containers/certs.d/hub.cluster.test/ca.crt';
const WIDTH = 10_000;

/** A snippet at its place, looked at as one client, and what has to be said of it. */
interface Snippet {
  readonly files: Readonly<Record<string, string>>;
  readonly client: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Looked at here instead of under a root: only then variables count. */
  readonly here?: boolean;
  readonly says: readonly {
    readonly at: string;
    readonly does: RegExp;
    readonly versions: RegExp;
    readonly not: RegExp | null;
  }[];
  readonly reference: string;
  /** Scheme and host in the order asked, each with what decides: lines, and the files of CAs. */
  readonly plan: readonly (readonly [url: string, ...places: string[]])[];
}

const INSECURE_TABLE = '[[registry]]\nlocation = "hub.cluster.test"\ninsecure = true\n';
const MIRROR = 'mirrors:\n  "hub.shop.test:5000":\n    endpoint:\n      - http://hub.shop.test:5000\n';
const TEMPLATE_TEXT = `[plugins.opt]
path = "{{ .NodeConfig.Containerd.Opt }}"

[plugins.cri]
stream_server_port = "10010"
{{- if .IsRunningInUserNS }}
disable_apparmor = true
{{ end -}}

[plugins.cri.registry.mirrors]
  [plugins.cri.registry.mirrors."hub.local:5000"]
    endpoint = ["http://hub.local:5000"]
`;
const SECTIONS =
  /containerd 1\.x .*up to v1\.29\.14.*with containerd 2\.3 \(from v1\.36\.2\); not with containerd 2\.0 to 2\.2/;
const REPLACES = { at: TEMPLATE, does: /^takes the place of the whole configuration/, versions: /^k3s, all releases/ };
const template = (version: string): Pick<Snippet, 'files' | 'client' | 'reference'> => ({
  files: { [TEMPLATE]: TEMPLATE_TEXT },
  client: `k3s@${version}`,
  reference: 'hub.local:5000/app:1',
});
const FAMILY = /buildah, podman, skopeo and CRI-O/;

const SNIPPETS: Readonly<Record<string, Snippet>> = {
  'registries.yaml with a mirror': {
    files: { [REGISTRIES]: MIRROR },
    client: 'k3s@1.36.2',
    says: [
      {
        at: `${REGISTRIES}:2`,
        does: /^images of hub\.shop\.test:5000 are asked of http:\/\/hub\.shop\.test:5000 first, then of https:\/\/hub\.shop\.test:5000$/,
        versions: /^k3s from v0\.10\.0.*v1\.28\.6/,
        not: /only after a restart of k3s.*not for pushes/,
      },
    ],
    reference: 'hub.shop.test:5000/app:1',
    plan: [
      [`http://hub.shop.test:5000`, `${REGISTRIES}:4`],
      ['https://hub.shop.test:5000', 'k3s 1.36.2'],
    ],
  },
  'registries.yaml with a login': {
    files: {
      [REGISTRIES]:
        'mirrors:\n  hub.shop.test:\n    endpoint: [http://hub.shop.test]\nconfigs:\n  hub.shop.test:\n    auth:\n      username: canary-user\n      password: canary-password\n',
    },
    client: 'k3s@1.36.2',
    says: [
      {
        at: `${REGISTRIES}:6`,
        does: /^logs in as the user named there at hub\.shop\.test/,
        versions: /^k3s from v0\.10\.0/,
        not: /imagePullSecrets.*in the clear where the endpoint is http:/,
      },
    ],
    reference: 'hub.shop.test/app:1',
    plan: [
      [`http://hub.shop.test`, `${REGISTRIES}:3`],
      ['https://hub.shop.test', 'k3s 1.36.2'],
    ],
  },
  'registries.yaml with a CA': {
    files: {
      [REGISTRIES]:
        'mirrors:\n  hub.shop.test:\n    endpoint:\n      - https://hub.shop.test\nconfigs:\n  hub.shop.test:\n    tls:\n      ca_file: /etc/ssl/certs/shop.pem\n',
      '/etc/ssl/certs/shop.pem': CA,
    },
    client: 'k3s@1.30.0',
    says: [
      {
        at: `${REGISTRIES}:8`,
        does: /^the CA in \/etc\/ssl\/certs\/shop\.pem is trusted at https:\/\/hub\.shop\.test/,
        versions: /not for the registry's own endpoint beside mirrors in v1\.26\.13/,
        not: /allows no plain HTTP.*in k3d: in its container/,
      },
    ],
    reference: 'hub.shop.test/app:1',
    plan: [['https://hub.shop.test', `${REGISTRIES}:4`, `${REGISTRIES}:8`, '/etc/ssl/certs/shop.pem']],
  },
  'config.toml.tmpl under k3s 0.9.1': {
    ...template('0.9.1'),
    says: [
      { ...REPLACES, not: /registries\.yaml is not known to this release: the template is the only way/ },
      {
        at: `${TEMPLATE}:12`,
        does: /^images of hub\.local:5000 are asked of http:/,
        versions: SECTIONS,
        not: /restart/,
      },
    ],
    plan: [[`http://hub.local:5000`, `${TEMPLATE}:12`]],
  },
  'config.toml.tmpl under k3s 1.30.0': {
    ...template('1.30.0'),
    says: [
      { ...REPLACES, not: /takes nothing from \/etc\/rancher\/k3s\/registries\.yaml: it names no config_path/ },
      {
        at: `${TEMPLATE}:12`,
        does: /^images of hub\.local:5000 are asked of http:/,
        versions: SECTIONS,
        not: /restart/,
      },
    ],
    plan: [[`http://hub.local:5000`, `${TEMPLATE}:12`]],
  },
  'config.toml.tmpl under k3s 1.34.1': {
    ...template('1.34.1'),
    says: [
      { ...REPLACES, not: /takes nothing/ },
      {
        at: `${TEMPLATE}:12`,
        does: /^nothing for images of hub\.local:5000: containerd 2\.1\.4 inside k3s 1\.34\.1/,
        versions: SECTIONS,
        not: null,
      },
    ],
    plan: [['https://hub.local:5000', 'k3s 1.34.1']],
  },
  'config.toml.tmpl under the newest k3s': {
    ...template('1.36.2'),
    says: [
      { ...REPLACES, not: /a field \{\{ … \}\} that one has dropped keeps k3s from starting/ },
      {
        at: `${TEMPLATE}:12`,
        does: /^images of hub\.local:5000 are asked of http:/,
        versions: SECTIONS,
        not: /restart/,
      },
    ],
    plan: [[`http://hub.local:5000`, `${TEMPLATE}:12`]],
  },
  'registries.conf': {
    files: { [CONF]: INSECURE_TABLE },
    client: 'buildah@1.44.0',
    says: [
      {
        at: `${CONF}:1`,
        does: /without verification or else over plain HTTP$/,
        versions: FAMILY,
        not: /docker, containerd, k3s and k0s do not read it/,
      },
      {
        at: `${CONF}:3`,
        does: /is asked first, without verifying its certificate; where that fails, plain HTTP/,
        versions: /pushes and logins too/,
        not: /does not mean plain HTTP at once/,
      },
    ],
    reference: 'hub.cluster.test/app:1',
    plan: [
      [`https://hub.cluster.test`, `${CONF}:3`],
      [`http://hub.cluster.test`, `${CONF}:3`],
    ],
  },
  'the drop-in of k0s by the name .toml': {
    files: { [`${DROP_IN}.toml`]: INSECURE_TABLE },
    client: 'k0s@1.36.3',
    says: [
      {
        at: `${DROP_IN}.toml:1`,
        does: /^nothing: the file is read, but \[\[registry\]\] is no key of containerd$/,
        versions: /k0s from 1\.27\.1 reads \*\.toml.*in no release of k0s/,
        not: /does not make it insecure/,
      },
    ],
    reference: 'hub.cluster.test/app:1',
    plan: [['https://hub.cluster.test', 'containerd 2.3.3']],
  },
  'the drop-in of k0s by the name .conf': {
    files: { [`${DROP_IN}.conf`]: INSECURE_TABLE },
    client: 'k0s@1.33.1',
    says: [
      {
        at: `${DROP_IN}.conf:1`,
        does: /^nothing: only names that end in \.toml are read/,
        versions: /before, no drop-ins at all/,
        not: /verified, as without it/,
      },
    ],
    reference: 'hub.cluster.test/app:1',
    plan: [['https://hub.cluster.test']],
  },
  'certs.d/REGISTRY/ca.crt for buildah': {
    files: { [CERTIFICATE]: CA },
    client: 'buildah@1.28.2',
    says: [
      {
        at: CERTIFICATE,
        does: /^the CA in ca\.crt is trusted at https:\/\/hub\.cluster\.test/,
        versions: FAMILY,
        not: /hub\.cluster\.test:5000 has a directory of its own.*no plain HTTP.*docker, containerd/,
      },
    ],
    reference: 'hub.cluster.test/app:1',
    plan: [['https://hub.cluster.test', CERTIFICATE]],
  },
  ...Object.fromEntries(
    [
      // Docker asks http where the host's address is on loopback.
      ['docker@28.5.2', 'docker', /\/etc\/docker\/certs\.d/, ['https', 'http']],
      ['containerd@1.7.20', 'containerd', /config_path/, ['https']],
    ].map(([client, name, instead, schemes]): [string, Snippet] => [
      `certs.d/REGISTRY/ca.crt of buildah, for ${client}`,
      {
        files: { [CERTIFICATE]: CA },
        client: String(client),
        says: [
          {
            at: CERTIFICATE,
            does: new RegExp(`^nothing for ${name}, which doesn't read this directory$`),
            versions: new RegExp(`${FAMILY.source} read it; ${name} in no version`),
            not: instead as RegExp,
          },
        ],
        reference: 'hub.cluster.test/app:1',
        plan: (schemes as readonly string[]).map((scheme) => [`${scheme}://hub.cluster.test`]),
      },
    ]),
  ),
  BUILD_REGISTRY_SOURCES: {
    files: {},
    here: true,
    environment: {
      BUILD_REGISTRY_SOURCES: '{"insecureRegistries":["hub.shop.test:5000"],"blockedRegistries":["bad.test"]}',
    },
    client: 'buildah@1.44.0',
    says: [
      {
        at: '$BUILD_REGISTRY_SOURCES',
        does: /^images of hub\.shop\.test:5000 are asked of https:\/\/hub\.shop\.test:5000 without verification first, then of http:/,
        versions: /^buildah and podman .*not skopeo, not CRI-O/,
        not: /not for logins.*compared whole/,
      },
      {
        at: '$BUILD_REGISTRY_SOURCES',
        does: /^images of bad\.test are refused/,
        versions: /buildah/,
        not: /compared whole/,
      },
    ],
    reference: 'hub.shop.test:5000/app:1',
    plan: [
      ['https://hub.shop.test:5000', 'BUILD_REGISTRY_SOURCES'],
      ['http://hub.shop.test:5000', 'BUILD_REGISTRY_SOURCES'],
    ],
  },
  'a ClusterConfig of k0s with root-ca-file': {
    files: {
      '/etc/k0s/k0s.yaml':
        'apiVersion: k0s.k0sproject.io/v1beta1\nkind: ClusterConfig\nspec:\n  controllerManager:\n    extraArgs:\n      root-ca-file: /etc/ssl/certs/shop.crt\n',
    },
    client: 'k0s@1.36.3',
    says: [
      {
        at: '/etc/k0s/k0s.yaml:6',
        does: /^fills the bundle kube-root-ca\.crt, with which pods verify the API server, from \/etc\/ssl\/certs\/shop\.crt$/,
        versions: /containerd and the kubelet in none/,
        not: /^is no trust in a registry/,
      },
    ],
    reference: 'hub.shop.test/app:1',
    plan: [['https://hub.shop.test', 'containerd 2.3.3']],
  },
};

function rootOf(name: string, files: Snippet['files']): string {
  const root = join(base, name.replace(/\W+/g, '-'));
  mkdirSync(root, { recursive: true });
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}

async function run(
  command: 'config' | 'plan',
  name: string,
  { here, environment, client, files }: Snippet,
  words: string[],
) {
  const where = here ? [] : ['--root', rootOf(name, files)];
  const { stdout } = await execa(process.execPath, ['bin/run.js', command, ...words, ...where, '--client', client], {
    reject: false,
    env: { NO_COLOR: '1', COLUMNS: String(WIDTH), ...environment },
  });
  if (words.includes('--json')) {
    const validate = validators[command];
    expect(validate(JSON.parse(stdout)), JSON.stringify(validate.errors)).toBe(true);
  }
  expect(stdout).not.toContain('canary');
  return stdout;
}

describe.each(Object.entries(SNIPPETS))('%s', (name, snippet) => {
  test.each([
    ['whatever is asked for', []],
    ['its registry', [snippet.reference]],
  ])('config, for %s', async (_for, words) => {
    const { clients } = JSON.parse(await run('config', name, snippet, [...words, '--json'])) as ConfigDocument;
    const meanings = clients[0]?.meanings ?? [];
    for (const { at, does, versions, not } of snippet.says) {
      const other = snippet.reference.split('/')[0] ?? '';
      if (words.length > 0 && does.source.includes('bad') && !other.includes('bad')) continue;
      const found = meanings.find(
        (each) => `${each.path}${each.line === null ? '' : `:${each.line}`}` === at && does.test(each.does),
      );
      expect(found, `${at} ${does} in ${JSON.stringify(meanings)}`).toBeDefined();
      expect(found?.versions).toMatch(versions);
      if (not === null) expect(found?.not).toBeNull();
      else expect(found?.not).toMatch(not);
    }
  });

  test('config, for people: the same words', async () => {
    const text = (await run('config', name, snippet, [])).replace(/\s+/g, ' ');
    expect(text).toContain('what it says:');
    for (const { at, versions } of snippet.says) {
      expect(text).toContain(`${at} `);
      expect(text).toMatch(new RegExp(`for: .*${versions.source.replace(/^\^/, '')}`));
    }
  });

  test('plan: what is asked in order, and the line that decides', async () => {
    const { clients } = JSON.parse(await run('plan', name, snippet, [snippet.reference, '--json'])) as PlanDocument;
    const asked = new Map<string, string[]>();
    for (const entry of clients[0]?.entries ?? []) {
      if (entry.kind !== 'attempt') continue;
      const { origin } = new URL(entry.url);
      const because = entry.because.map(({ path, line }) => (line === null ? path : `${path}:${line}`));
      asked.set(origin, [
        ...(asked.get(origin) ?? []),
        ...because,
        ...(entry.tls?.caFiles.flatMap((ca) => [ca.path, `${ca.because.path}:${ca.because.line}`]) ?? []),
      ]);
    }
    expect([...asked.keys()]).toEqual(snippet.plan.map(([url]) => url));
    for (const [url, ...places] of snippet.plan) expect(asked.get(url)).toEqual(expect.arrayContaining(places));
    const idle = snippet.says.filter(({ does }) => does.source.startsWith('^nothing')).map(({ at }) => at);
    for (const place of idle) expect([...asked.values()].flat()).not.toContain(place);
  });
});
