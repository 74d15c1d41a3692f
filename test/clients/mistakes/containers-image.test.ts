import { describe, expect, test } from 'vitest';
import { BUILDAH } from '../../../src/clients/containers-image/buildah.js';
import { CRI_O } from '../../../src/clients/containers-image/cri-o.js';
import { configurationOf, planOf } from '../a-client.js';

const MAIN = '/etc/containers/registries.conf';
const DIR = `${MAIN}.d`;
const PEM = '-----BEGIN CERTIFICATE-----\nMA==\n-----END CERTIFICATE-----\n';
const INSECURE = '[[registry]]\nlocation = "r.test:5000"\ninsecure = true\n';

type Row = readonly [what: string, files: Record<string, string>, code: string, says: RegExp, line: number | null];

// Each mistake with its effect, found without a reference.
const ROWS: readonly Row[] = [
  ['a drop-in without .conf', { [`${DIR}/mine`]: INSECURE }, 'config-ignored-wrong-path', /ends in \.conf/, 1],
  [
    'the wrong file name',
    { '/etc/containers/registry.conf': INSECURE },
    'config-ignored-wrong-path',
    /no version reads that path/,
    1,
  ],
  [
    'a scheme in the location',
    { [MAIN]: '[[registry]]\nlocation = "http://r.test"\n' },
    'config-parse-error',
    /URI schemes are not supported/,
    1,
  ],
  [
    'a scheme in the prefix',
    { [MAIN]: '[[registry]]\nprefix = "https://r.test"\nlocation = "r.test"\n' },
    'config-parse-error',
    /URI schemes/,
    1,
  ],
  [
    'true in quotation marks',
    { [MAIN]: '[[registry]]\nlocation = "r.test"\ninsecure = "true"\n' },
    'config-parse-error',
    /incompatible types/,
    3,
  ],
  [
    'insecur',
    { [MAIN]: '[[registry]]\nlocation = "r.test"\ninsecur = true\n' },
    'config-unknown-key',
    /insecure was probably meant/,
    3,
  ],
  [
    'locaton',
    { [MAIN]: '[[registry]]\nprefix = "*.r.test"\nlocaton = "x.test"\n' },
    'config-unknown-key',
    /location was probably meant/,
    3,
  ],
  [
    'insecure_registry',
    { [MAIN]: '[[registry]]\nlocation = "r.test"\ninsecure_registry = true\n' },
    'config-unknown-key',
    /the key is insecure/,
    3,
  ],
  ['[[registries]]', { [MAIN]: '[[registries]]\nlocation = "r.test"\n' }, 'config-parse-error', /V1TOMLConfig/, 1],
  ['[registry]', { [MAIN]: '[registry]\nlocation = "r.test"\n' }, 'config-parse-error', /incompatible types/, 1],
  [
    '[[registry.mirrors]]',
    { [MAIN]: '[[registry]]\nlocation = "r.test"\n[[registry.mirrors]]\nlocation = "m.test"\n' },
    'config-unknown-key',
    /it is \[\[registry\.mirror\]\]/,
    3,
  ],
  [
    'the form of 2018',
    { [MAIN]: '[registries.insecure]\nregistries = ["r.test"]\n' },
    'config-deprecated',
    /old form/,
    1,
  ],
  [
    'the form of 2018 in a drop-in',
    { [`${DIR}/a.conf`]: '[registries.insecure]\nregistries = ["r.test"]\n' },
    'config-wrong-dialect',
    /refused here/,
    1,
  ],
  [
    'containerd’s hosts.toml',
    { [MAIN]: 'server = "http://r.test"\n[host."http://r.test"]\n' },
    'config-wrong-dialect',
    /containerd's hosts\.toml/,
    2,
  ],
  [
    'docker’s daemon.json',
    { [MAIN]: '{"insecure-registries": ["r.test:5000"]}' },
    'config-wrong-dialect',
    /docker's daemon\.json/,
    1,
  ],
  [
    'the same prefix twice in one file',
    { [MAIN]: `[[registry]]\nprefix = "r.test:5000"\nlocation = "other.test"\n${INSECURE}` },
    'config-conflict',
    /the first of a file counts/,
    4,
  ],
  [
    'the same prefix in a later file',
    { [MAIN]: INSECURE, [`${DIR}/z.conf`]: '[[registry]]\nlocation = "r.test:5000"\n' },
    'config-conflict',
    /the later file replaces it whole/,
    1,
  ],
  [
    'a longer prefix without insecure',
    { [MAIN]: `${INSECURE}[[registry]]\nprefix = "r.test:5000/team"\nlocation = "m.test/team"\n` },
    'config-conflict',
    /does not count for r\.test:5000\/team/,
    4,
  ],
  [
    'a prefix with a tag',
    { [MAIN]: '[[registry]]\nlocation = "r.test/app:1"\ninsecure = true\n' },
    'config-conflict',
    /never matches/,
    1,
  ],
  [
    'blocked with another location',
    { [MAIN]: '[[registry]]\nprefix = "r.test"\nlocation = "o.test"\nblocked = true\n' },
    'config-conflict',
    /not blocked/,
    4,
  ],
  [
    'a wildcard as long as the name',
    {
      [MAIN]:
        '[[registry]]\nprefix = "*.b.test"\nlocation = "w.test"\n[[registry]]\nlocation = "x.b.test"\ninsecure = true\n',
    },
    'config-conflict',
    /the wildcard wins a tie/,
    4,
  ],
  [
    'a CA called .pem',
    { '/etc/containers/certs.d/r.test/ca.pem': PEM },
    'config-ignored-wrong-path',
    /only names that end in \.crt/,
    null,
  ],
  [
    'a CA called .CRT',
    { '/etc/containers/certs.d/r.test/ca.CRT': PEM },
    'config-ignored-wrong-path',
    /lower case/,
    null,
  ],
  [
    'a CA under the name without the port',
    { [MAIN]: '[[registry]]\nlocation = "r.test:5000"\n', '/etc/containers/certs.d/r.test/ca.crt': PEM },
    'config-ignored-wrong-path',
    /names must match with the port/,
    null,
  ],
  [
    'an empty directory before the one with the CA',
    { '/root/.config/containers/certs.d/r.test/readme': '', '/etc/docker/certs.d/r.test/ca.crt': PEM },
    'config-ignored-wrong-path',
    /is the only one read/,
    null,
  ],
  [
    'a login file that is no JSON',
    { '/root/.docker/config.json': '{' },
    'config-parse-error',
    /of public images too/,
    1,
  ],
  [
    'a login kept in docker’s store',
    { '/root/.docker/config.json': '{"auths":{"r.test":{}},"credsStore":"desktop"}' },
    'auth-near-miss',
    /which is not asked/,
    1,
  ],
  [
    'a login in fields of its own',
    { '/root/.docker/config.json': '{"auths":{"r.test":{"username":"u","password":"p"}}}' },
    'auth-near-miss',
    /only auth does/,
    1,
  ],
];

describe('mistakes in the files of buildah, podman, skopeo and CRI-O', () => {
  test.each(ROWS)('%s', (_what, files, code, says, line) => {
    const { observations } = configurationOf(BUILDAH, { version: '1.28.2', files });
    const [own] = observations.filter((each) => each.code === code && says.test(each.text));
    expect(own, JSON.stringify(observations)).toBeDefined();
    expect(own?.source.line ?? null).toBe(line);
  });

  const CURED = new Set([
    'insecur',
    'locaton',
    '[[registries]]',
    '[registry]',
    '[[registry.mirrors]]',
    'the form of 2018',
    'the form of 2018 in a drop-in',
    'a CA called .pem',
    'a drop-in without .conf',
    'insecure_registry',
  ]);
  test.each(ROWS.filter(([what]) => CURED.has(what)))(
    '%s: its cure leaves nothing to say of it',
    (_what, files, code, says) => {
      const asked = { version: '1.28.2' };
      const { observations } = configurationOf(BUILDAH, { ...asked, files });
      const cure = observations.find((each) => each.code === code && says.test(each.text))?.cure ?? [];
      expect(cure).not.toEqual([]);
      const after = { ...files, ...Object.fromEntries(cure.map(({ path, content }) => [path, content])) };
      const left = configurationOf(BUILDAH, { ...asked, files: after }).observations;
      expect(left.filter((each) => each.code !== 'config-ignored-wrong-path' && says.test(each.text))).toEqual([]);
      expect(planOf(BUILDAH, { ...asked, files: after }).root.kind).not.toBe('stop');
    },
  );

  test.each([
    [
      'insecure_registries has no effect from 1.35 on',
      '1.36.0',
      '[crio.image]\ninsecure_registries = ["r.test"]\n',
      'config-wrong-dialect',
      2,
    ],
    ['and goes away before', '1.32.0', '[crio.image]\ninsecure_registries = ["r.test"]\n', 'config-deprecated', 2],
    ['registries too', '1.32.0', '[crio.image]\nregistries = ["r.test"]\n', 'config-deprecated', 2],
    ['no TOML', '1.36.0', '[crio\n', 'config-parse-error', 2],
  ])('crio.conf: %s', (_what, version, text, code, line) => {
    const { observations } = configurationOf(CRI_O, { version, files: { '/etc/crio/crio.conf': text } });
    expect(observations).toMatchObject([{ code, source: { name: '/etc/crio/crio.conf', line } }]);
  });
});

describe('silence where all is well', () => {
  test.each([
    [
      'a distribution’s files',
      {
        [MAIN]: 'unqualified-search-registries = ["docker.io"]\nshort-name-mode = "enforcing"\n',
        [`${DIR}/000-shortnames.conf`]: '[aliases]\n"alpine" = "docker.io/library/alpine"\n',
      },
    ],
    [
      'an insecure registry, a mirror, a wildcard',
      {
        [`${DIR}/a.conf`]: `${INSECURE}[[registry]]\nprefix = "*.corp.test"\nlocation = "hub.corp.test"\n[[registry.mirror]]\nlocation = "m.test"\ninsecure = true\n`,
      },
    ],
    [
      'a longer prefix that says insecure = false',
      { [MAIN]: `${INSECURE}[[registry]]\nlocation = "r.test:5000/team"\ninsecure = false\n` },
    ],
    [
      'a drop-in that repeats what it replaces',
      {
        [MAIN]: INSECURE,
        [`${DIR}/50-regdoctor.conf`]: '[[registry]]\nprefix = "r.test:5000"\nlocation = "r.test:80"\ninsecure = true\n',
      },
    ],
    [
      'the same CA for docker too',
      { '/etc/containers/certs.d/r.test/ca.crt': PEM, '/etc/docker/certs.d/r.test/registry.crt': PEM },
    ],
    ['logins', { '/root/.docker/config.json': '{"auths":{"r.test":{"auth":"YTpi"}}}' }],
    ['files put aside', { [`${DIR}/a.conf.bak`]: INSECURE, [`${DIR}/README.md`]: '' }],
  ])('%s', (_what, files) => {
    expect(configurationOf(BUILDAH, { files: files as Record<string, string> }).observations).toEqual([]);
  });
});
