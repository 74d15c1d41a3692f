import type { FaultName } from '../../src/lab/catalogue.js';

/** A case of the golden files: a lab, and what differs from its own check. */
export interface GoldenCase {
  readonly name: string;
  /** Lab whose machine and servers it is; null: a machine without any registry. */
  readonly lab: FaultName | null;
  /** Clients to judge; left out: the lab's own. */
  readonly clients?: readonly string[];
  readonly reference?: string;
  /** Laid over the lab's files. */
  readonly files?: Readonly<Record<string, string>>;
  /** Where it is looked from; left out: the machine itself. */
  readonly vantage?: { readonly network: 'pod'; readonly resolver: 'pod'; readonly files: '/host' };
  /** Words of the cause and of what to do, which the first screen shows; null where there is nothing to do. */
  readonly cause: RegExp;
  readonly fix: RegExp | null;
}

/** What people meet most, one of each kind. */
export const CASES: readonly GoldenCase[] = [
  {
    name: 'fallback-delay',
    lab: 'fallback-delay',
    cause: /443 never answers/,
    fix: /location = "registry\.registry\.svc\.cluster\.local:80"\ninsecure = true\nREGDOCTOR_EOF/,
  },
  {
    name: 'dns-nxdomain',
    lab: 'dns-nxdomain',
    cause: /does not exist/,
    fix: /Next step for buildah/,
  },
  { name: 'tcp-timeout', lab: 'tcp-timeout', cause: /does not answer|no answer/, fix: /Next step for buildah/ },
  { name: 'tcp-refused', lab: 'tcp-refused', cause: /nothing listens/, fix: /Next step for buildah/ },
  {
    name: 'tls-unknown-ca',
    lab: 'tls-unknown-ca',
    cause: /is not trusted/,
    // A certificate is longer than what is left of a screen: its block begins there.
    fix: /Fix for buildah: trust the CA[\s\S]*proven by replay[\s\S]*ca\.crt <<'REGDOCTOR_EOF'/,
  },
  { name: 'tls-expired', lab: 'tls-expired', cause: /expired on/, fix: /renew the\s+certificate/ },
  {
    name: 'auth-missing-credentials',
    lab: 'auth-missing-credentials',
    cause: /wants a login/,
    fix: /buildah login registry\.lab\.internal:5443/,
  },
  {
    name: 'auth-token-realm-unreachable',
    lab: 'auth-token-realm-unreachable',
    cause: /for\s+a token, which refuses connections/,
    fix: /point its\s+realm/,
  },
  {
    name: 'config-ignored',
    lab: 'https-on-http-port',
    // Only names that end in .conf are read there.
    files: {
      '/etc/containers/registries.conf.d/registry.toml':
        '[[registry]]\nlocation = "registry.lab.internal:5000"\ninsecure = true\n',
    },
    cause: /config-ignored/,
    fix: /REGDOCTOR_EOF'\n[\s\S]*\nREGDOCTOR_EOF/,
  },
  { name: 'manifest-unknown', lab: 'manifest-unknown', cause: /has no tag/, fix: /check the tag/ },
  { name: 'healthy', lab: 'healthy-https', cause: /ok: buildah works/, fix: null },
  {
    name: 'could-not-check',
    lab: null,
    clients: ['containerd'],
    reference: 'localhost:5000/demo/app:latest',
    vantage: { network: 'pod', resolver: 'pod', files: '/host' },
    cause: /unknown: can't tell for containerd/,
    fix: /Needed: /,
  },
  {
    name: 'clients-disagree',
    lab: 'healthy-http',
    clients: ['buildah', 'containerd'],
    files: {
      '/etc/containerd/config.toml':
        'version = 3\n\n[plugins."io.containerd.cri.v1.images".registry]\n  config_path = "/etc/containerd/certs.d"\n',
    },
    cause: /containerd fails[\s\S]*buildah works/,
    fix: /REGDOCTOR_EOF'\n[\s\S]*\nREGDOCTOR_EOF/,
  },
];
