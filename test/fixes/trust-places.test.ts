import { describe, expect, test } from 'vitest';
import { tcpFact, tlsFact } from '../findings/support/facts.js';
import { ADDRESS, type Check, check, proven } from '../findings/support/network.js';
import { leaf, NAME, otherRoot } from '../trust/authorities.js';

const PORT = `${NAME}:5000`;
const UNKNOWN_CA: Check = {
  reference: `${PORT}/app:1`,
  tcp: { [`${ADDRESS}:5000`]: tcpFact() },
  tls: () => tlsFact([leaf(otherRoot), otherRoot]),
};
const MIRRORS = `version = 2\n[plugins."io.containerd.grpc.v1.cri".registry.mirrors."${PORT}"]\n  endpoint = ["https://${PORT}"]\n`;
const LOGIN = `[plugins."io.containerd.grpc.v1.cri".registry.configs."${PORT}".auth]\n  username = "robot"\n  password = "canary"\n`;
const CONFIG = '/etc/containerd/config.toml';
const HOSTS = `/etc/containerd/certs.d/${PORT}/hosts.toml`;
const SNAP = '/var/snap/microk8s/current/args';

/** Client, version and its files; then the files of the first fix, a part of the certificate's place, and what makes the client see it. */
const PLACES: readonly (readonly [
  client: string,
  version: string,
  files: Readonly<Record<string, string>>,
  written: readonly string[],
  says: RegExp | null,
  reload: RegExp,
])[] = [
  ['buildah', '1.28.2', {}, [`/etc/containers/certs.d/${PORT}/ca.crt`], null, /^none needed$/],
  ['podman', '5.8.2', {}, [`/etc/containers/certs.d/${PORT}/ca.crt`], null, /^none needed$/],
  ['skopeo', '1.22.2', {}, [`/etc/containers/certs.d/${PORT}/ca.crt`], null, /^none needed$/],
  ['cri-o', '1.36.3', {}, [`/etc/containers/certs.d/${PORT}/ca.crt`], null, /^none needed$/],
  ['docker', '29.7.2', {}, [`/etc/docker/certs.d/${PORT}/ca.crt`], null, /^none needed$/],
  ['docker', '20.10.24', {}, [`/etc/docker/certs.d/${PORT}/ca.crt`], null, /^none needed$/],
  [
    'buildkit',
    '0.32.2',
    {},
    ['/etc/buildkit/buildkitd.toml', `/etc/buildkit/certs/${NAME}_5000.crt`],
    /ca ?= ?\["\/etc\/buildkit\/certs\/registry\.example\.com_5000\.crt"\]/,
    /^restart buildkitd/,
  ],
  ['nerdctl', '2.3.5', {}, [`/etc/containerd/certs.d/${PORT}/ca.crt`], null, /^none needed$/],
  ['ctr', '2.3.4', {}, [`/etc/containerd/certs.d/${PORT}/ca.crt`], null, /^none needed$/],
  [
    'containerd',
    '2.3.4',
    {
      [CONFIG]:
        'version = 3\n[plugins."io.containerd.cri.v1.images".registry]\n  config_path = "/etc/containerd/certs.d"\n',
    },
    [`/etc/containerd/certs.d/${PORT}/ca.crt`],
    null,
    /^none needed$/,
  ],
  [
    'containerd',
    '1.7.20',
    {
      [CONFIG]:
        'version = 2\n[plugins."io.containerd.grpc.v1.cri".registry]\n  config_path = "/etc/containerd/certs.d"\n',
      [HOSTS]: `server = "https://${PORT}"\n\n[host."https://${PORT}"]\n  capabilities = ["pull", "resolve"]\n`,
    },
    [`/etc/containerd/certs.d/${PORT}/ca.crt`, HOSTS],
    /^ {2}ca = "ca\.crt"$/m,
    /^none needed$/,
  ],
  [
    'containerd',
    '1.4.13',
    {},
    [`/etc/containerd/certs/${NAME}_5000.crt`, CONFIG],
    /registry\.configs\."registry\.example\.com:5000"\.tls\]\n {2}ca_file = "\/etc\/containerd\/certs\/registry\.example\.com_5000\.crt"/,
    /^systemctl restart containerd/,
  ],
  // Logins are in the file: the mirrors are not moved elsewhere, and nothing of it is written out whole.
  ['containerd', '1.7.20', { [CONFIG]: MIRRORS + LOGIN }, [`/etc/containerd/certs/${NAME}_5000.crt`], null, /restart/],
  [
    'k3s',
    '1.36.2',
    {},
    [`/etc/rancher/k3s/${NAME}_5000-ca.crt`, '/etc/rancher/k3s/registries.yaml'],
    /ca_file: "?\/etc\/rancher\/k3s\/registry\.example\.com_5000-ca\.crt/,
    /^systemctl restart k3s/,
  ],
  [
    'rke2',
    '1.36.2',
    {},
    [`/etc/rancher/rke2/${NAME}_5000-ca.crt`, '/etc/rancher/rke2/registries.yaml'],
    /registry\.example\.com:5000"?:\s+tls:/,
    /^systemctl restart rke2-server/,
  ],
  [
    'k0s',
    '1.36.3',
    {},
    ['/etc/k0s/containerd.d/registry-hosts.toml', `/etc/k0s/containerd.d/certs.d/${PORT}/ca.crt`],
    /config_path/,
    /^none needed \(k0s watches/,
  ],
  [
    'microk8s',
    '1.36.0',
    {
      [`${SNAP}/containerd-template.toml`]:
        // biome-ignore lint/suspicious/noTemplateCurlyInString: the snap's own placeholder
        'version = 3\n[plugins."io.containerd.cri.v1.images".registry]\n  config_path = "${SNAP_DATA}/args/certs.d"\n',
    },
    [`${SNAP}/certs.d/${PORT}/ca.crt`],
    null,
    /^none needed$/,
  ],
  ['helm', '4.3.1', {}, [`/etc/ssl/certs/regdoctor-${NAME}-5000.pem`], null, /^none needed$/],
  ['oras', '1.3.3', {}, [`/etc/ssl/certs/regdoctor-${NAME}-5000.pem`], null, /^none needed$/],
  ['crane', '0.22.1', {}, [`/etc/ssl/certs/regdoctor-${NAME}-5000.pem`], null, /^none needed$/],
];

describe('where a CA goes', () => {
  test.each(PLACES)('%s %s', (client, version, files, written, says, reload) => {
    const { primary } = check({ ...UNKNOWN_CA, client, version, files });
    expect(primary?.code).toBe('tls-unknown-ca');
    const [fix] = proven(primary);
    expect(fix?.files.map(({ path }) => path)).toEqual(written);
    expect(fix?.files.map(({ content }) => content)).toContain(otherRoot.pem);
    if (says !== null) expect(fix?.files.map(({ content }) => content).join('\n')).toMatch(says);
    expect(fix?.reload).toMatch(reload);
    expect(fix?.summary).toMatch(/unverified: compare the fingerprint \(SHA-256 [0-9A-F]{2}(:[0-9A-F]{2}){31}\)/);
    expect(fix?.proof.after.outcome).toBe('ok');
    const all = JSON.stringify(primary?.fixes);
    expect(all).not.toMatch(/skip_verify|tls-verify|--insecure|insecure_skip|insecure = true|insecure-registries/);
    expect(all).not.toContain('canary');
  });

  test('a mirror of k3s goes by its own name, not by that of the registry it stands for', () => {
    const { primary } = check({
      ...UNKNOWN_CA,
      reference: 'docker.io/library/app:1',
      client: 'k3s',
      version: '1.36.2',
      files: {
        '/etc/rancher/k3s/registries.yaml': `mirrors:\n  docker.io:\n    endpoint:\n      - "https://${PORT}"\n`,
      },
    });
    const shown = JSON.stringify(primary?.fixes.flatMap(({ files }) => files));
    expect(shown).toContain(`${NAME}_5000-ca.crt`);
    expect(shown).not.toMatch(/configs:\\n {2}"?docker\.io/);
  });

  test('on a node of kind it says that every node is a container', () => {
    const files = { '/kind/version': 'v0.32.0\n', [CONFIG]: MIRRORS };
    const [fix] = proven(check({ ...UNKNOWN_CA, client: 'containerd', version: '1.7.20', files }).primary);
    expect(fix?.prose.join(' ')).toContain('this is a node of kind');
  });
});
