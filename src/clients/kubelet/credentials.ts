import type { Host } from '../../host/host.js';
import type { CredentialRef } from '../../plan/nodes.js';
import type { ClientFlags, ConfigurationPlace, Observation } from '../client.js';
import { fileSource } from '../containers-image/registries/text.js';
import { matchingKeys } from './keyring.js';
import { secretNearMisses } from './near-misses.js';
import { readSecretFile } from './secret-file.js';

/** What the kubelet hands to the runtime (containerd or CRI-O) with a pull. */
export interface KubeletCredentials {
  /**
   * One complete PullImage each, in this order, until one succeeds; the kubelet tells all errors. Null stands for an empty login, which shuts out what the
   * runtime has configured. Empty list: the request carries none, and the runtime's own count.
   */
  readonly credentials: readonly (CredentialRef | null)[];
  /** Entries that look meant and don't match, and files that can't be read. */
  readonly observations: readonly Observation[];
}

/** Node-wide files, the first that can be read counts; `{root}` is the kubelet's directory (kubernetes `pkg/credentialprovider/config.go`). */
const NODE_FILES = ['/var/lib/kubelet/config.json', '/.docker/config.json'];
/** The same in the old form, looked at where none of those counts. */
const OLD_NODE_FILES = ['/var/lib/kubelet/.dockercfg', '/.dockercfg'];

/**
 * Logins that the kubelet finds for an image: those of the pod's secret (`flags.dockerConfigJson`, a file in the form of `.dockerconfigjson` or `.dockercfg`)
 * first, then the node's own (kubernetes `pkg/credentialprovider/secrets/secrets.go`: MakeDockerKeyring; `keyring.go`: Lookup). `registry` is `host[:port]` as
 * in the reference, `docker.io` for Docker Hub; `repository` with `library/` where the Hub wants it. Credential plugins are not asked. Never throws.
 */
export function kubeletCredentials(
  host: Host,
  flags: ClientFlags,
  registry: string,
  repository: string,
): KubeletCredentials {
  const files = [...(flags.dockerConfigJson === null ? [] : [flags.dockerConfigJson]), ...nodeFile(host)];
  const lookups = files.map((path) => lookUp(host, path, registry, repository));
  const credentials = lookups.flatMap((each) => each.credentials);
  const silent = credentials.some((credential) => credential !== null);
  return {
    credentials,
    observations: lookups.flatMap((each) => (silent ? each.broken : [...each.broken, ...each.misses])),
  };
}

/** Files of logins that the kubelet reads on its own, for people. */
export function kubeletPlaces(host: Host, flags: ClientFlags): readonly ConfigurationPlace[] {
  const given = flags.dockerConfigJson;
  const [read] = nodeFile(host);
  const paths = [...NODE_FILES, ...OLD_NODE_FILES];
  return [
    ...(given === null ? [] : [place(host, given, 'logins of the pod (imagePullSecrets)', true)]),
    ...paths.map((path) =>
      place(host, path, 'logins of the kubelet for every pod', read === undefined || path === read),
    ),
  ];
}

function place(host: Host, path: string, says: string, counts: boolean): ConfigurationPlace {
  const read = readSecretFile(host.files, path);
  if (read.kind === 'absent') return { path, found: 'absent', says };
  if (read.kind === 'broken') return { path, found: 'unreadable', says: read.text };
  return counts
    ? { path, found: 'read', says }
    : { path, found: 'ignored', says: 'another file of the kubelet comes first' };
}

function nodeFile(host: Host): readonly string[] {
  const usable = (path: string, old: boolean): boolean => {
    const read = readSecretFile(host.files, path);
    return read.kind === 'entries' && read.legacy === old;
  };
  const found = NODE_FILES.find((path) => usable(path, false)) ?? OLD_NODE_FILES.find((path) => usable(path, true));
  return found === undefined ? [] : [found];
}

interface LookUp {
  readonly credentials: readonly (CredentialRef | null)[];
  readonly broken: readonly Observation[];
  readonly misses: readonly Observation[];
}

function lookUp(host: Host, path: string, registry: string, repository: string): LookUp {
  const read = readSecretFile(host.files, path);
  if (read.kind !== 'entries') {
    const text = read.kind === 'absent' ? 'there is no such file' : read.text;
    const source = fileSource(path, read.kind === 'absent' ? null : read.line, '');
    const says = `no login of ${path} counts: ${text}`;
    return {
      credentials: [],
      broken: [{ code: 'config-parse-error', source, text: says, meant: 'credentials', cure: [] }],
      misses: [],
    };
  }
  const { entries } = read;
  const keys = matchingKeys(
    entries.map(({ key }) => key),
    `${registry}/${repository}`,
  );
  const matched = keys.flatMap((key) => entries.filter((entry) => entry.key === key));
  return {
    credentials: matched.map(({ credential }) => credential),
    broken: [],
    misses: secretNearMisses(path, entries, registry, repository),
  };
}
