import type { Host } from '../../host/host.js';
import type { Source } from '../../host/source.js';
import type { CredentialRef } from '../../plan/nodes.js';
import type { ClientFlags, ClientVersion, Observation, Operation } from '../client.js';
import { containerdHost } from '../containerd/cri/installation.js';
import { type HostOptions, isLocalhost } from '../containerd/default-host.js';
import { hostsFor, hostsOf } from '../containerd/hosts.js';
import { hostsObservations } from '../containerd/hosts-observations.js';
import type { RegistryHost } from '../containerd/registry-host.js';
import { versionAtLeast } from '../version.js';
import { nerdctlCredential } from './credentials.js';
import { nerdctlDirectory } from './directory.js';
import type { NerdctlSettings } from './settings.js';

/** From here on containerd 2 pulls in nerdctl's place (transfer service). */
const DAEMON_PULLS_SINCE = '2.3.0';
/** The containerd that is assumed to run then: the newest whose source was read. */
const DAEMON_VERSION = '2.3.4';
/** containerd's library in nerdctl, by the first release that has it (nerdctl `go.mod`). */
const LIBRARIES: readonly (readonly [nerdctl: string, library: string])[] = [
  ['2.3.0', '2.3.2'],
  ['2.2.0', '2.2.0'],
  ['2.1.0', '2.1.0'],
  ['2.0.0', '2.0.0'],
  ['1.7.7', '1.7.22'],
  ['1.5.0', '1.7.3'],
];
const OLDEST_LIBRARY = '1.6.20';

/** One call of nerdctl, as far as registries go. */
export interface NerdctlRun {
  /** The machine as the process sees it that connects. */
  readonly host: Host;
  /** True where containerd itself connects. */
  readonly daemon: boolean;
  /** Version of containerd, or of its library in nerdctl. */
  readonly version: string;
  readonly roots: readonly string[];
  /** `--insecure-registry`, and what says so. */
  readonly insecure: Source | null;
  readonly sources: readonly Source[];
  readonly credentialFor: (contacted: string) => CredentialRef | null;
}

/** Who connects for an operation, and by which settings (nerdctl `pkg/imgutil/imgutil.go`: EnsureImage, `transfer.go`: createOCIRegistry). */
export function nerdctlRun(
  host: Host,
  version: ClientVersion,
  flags: ClientFlags,
  operation: Operation,
  settings: NerdctlSettings,
): NerdctlRun {
  const flag = (name: string, says: string): Source => ({ kind: 'flag', name, line: null, says });
  const daemon = operation === 'pull' && versionAtLeast(version.text, DAEMON_PULLS_SINCE);
  const directory = flags.certDirectory;
  const listed = directory === null ? settings.hostsDirectories : [directory];
  const chosen =
    directory === null ? settings.sources.hostsDirectories : flag('--hosts-dir', `--hosts-dir ${directory}`);
  const insecure =
    flags.tlsVerify === null
      ? settings.sources.insecure
      : flags.tlsVerify
        ? null
        : flag('--insecure-registry', '--insecure-registry');
  const given = flag('--creds', '');
  return {
    host: daemon ? containerdHost(host) : host,
    daemon,
    version: daemon ? DAEMON_VERSION : libraryOf(version.text),
    // Only the first is handed to containerd.
    roots: daemon ? listed.slice(0, 1) : listed,
    insecure,
    sources: [chosen, ...(insecure === null ? [] : [insecure])],
    credentialFor: (contacted) =>
      flags.credentials
        ? { id: 'flag:--creds', kind: 'basic', source: given, matchedKey: null }
        : nerdctlCredential(host, contacted),
  };
}

/** Hosts asked for a registry; `plain`: at the second try, which `--insecure-registry` allows over plain http. */
export function nerdctlHosts(run: NerdctlRun, registry: string, plain: boolean): readonly RegistryHost[] {
  const { host, version, roots, insecure, daemon } = run;
  const isPlain = plain || isLocalhost(registry);
  const scheme: HostOptions = isPlain ? { defaultScheme: 'http' } : {};
  if (!daemon) {
    // Its TLS settings are dropped where the scheme is http.
    const tls = insecure === null || isPlain ? {} : { defaultTls: { skipVerify: true, source: insecure } };
    const directory = nerdctlDirectory(host, version, roots, registry);
    return hostsOf(host, version, directory, registry, { ...scheme, ...tls });
  }
  // A temporary hosts.toml with nothing but `skip_verify = true` takes the place of all others.
  if (insecure !== null)
    return hostsOf(host, version, null, registry, scheme, {
      skipVerify: true,
      explicitTls: true,
      sources: [insecure],
    });
  return hostsFor(host, version, roots, registry, scheme).hosts;
}

/** What in the certs.d directories has no effect; a directory that only nerdctl's own look-up finds is none of that. */
export function nerdctlObservations({ host, version, roots, daemon }: NerdctlRun, registry: string): Observation[] {
  const found = hostsObservations({ host, version, roots, registry });
  const directory = daemon ? null : nerdctlDirectory(host, version, roots, registry);
  return found.filter(({ code, source }) => code !== 'config-ignored-wrong-path' || source.name !== directory);
}

function libraryOf(version: string): string {
  return LIBRARIES.find(([first]) => versionAtLeast(version, first))?.[1] ?? OLDEST_LIBRARY;
}
