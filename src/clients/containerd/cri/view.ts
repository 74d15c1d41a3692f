import { posix } from 'node:path';
import type { Host } from '../../../host/host.js';
import { parseReference } from '../../../reference/parse.js';
import type { Configuration, ConfigurationPlace, ConfigurationRequest } from '../../client.js';
import { type UnreadBy, unreadCertificates } from '../../containers-image/meanings/certificates-elsewhere.js';
import { directoryPlace, filePlace, goPlaces } from '../../go/environment-places.js';
import { kubeletCredentials, kubeletPlaces } from '../../kubelet/credentials.js';
import { directoryNames, hostsDirectory } from '../hosts-directory.js';
import { allHostsObservations, hostsObservations } from '../hosts-observations.js';
import { criMeanings } from '../meanings/config-file.js';
import { certsMeanings } from '../meanings/hosts-files.js';
import type { CriConfiguration } from './configuration.js';
import { containerdConfigurationOf, containerdHost } from './installation.js';
import { criObservations } from './observations/observe.js';
import { tableAt, textAt } from './setting.js';

/** Files of other programs that people take for containerd's. */
const OF_OTHERS: readonly (readonly [path: string, owner: string])[] = [
  ['/etc/containers/registries.conf', 'of podman, buildah, skopeo and CRI-O'],
  ['/etc/docker/daemon.json', 'of dockerd'],
];
/** Where this client looks in place of containers/image's certs.d. */
const CERTS_ELSEWHERE: UnreadBy = {
  client: 'containerd',
  instead: '/etc/containerd/certs.d/HOST[:PORT]/ (as ca in hosts.toml, or as a .crt file) with config_path',
};
/** Files of one directory of certs.d listed; real ones have a handful. */
const MOST = 50;

/** What containerd reads for CRI, in order: config.toml and its imports, certs.d or the TLS files it names, the kubelet's logins, the environment. Never throws. */
export function containerdConfiguration({ host, version, flags, reference }: ConfigurationRequest): Configuration {
  const configuration = containerdConfigurationOf(host, version.text);
  const parsed = reference === null ? null : parseReference(reference);
  const named = parsed?.ok === true ? parsed.reference : null;
  const registry = named?.registry ?? null;
  const { mode, broken } = configuration;
  const roots = mode.kind === 'hosts' && broken === null ? mode.roots : [];
  const certs = { host, version: version.text, roots };
  const kubelet = named === null ? [] : kubeletCredentials(host, flags, named.registry, named.repository).observations;
  return {
    places: [
      ...configPlaces(host, configuration),
      ...roots.flatMap((root) => rootPlaces(host, version.text, root, registry)),
      ...tlsPlaces(host, configuration),
      ...kubeletPlaces(host, flags),
      ...OF_OTHERS.filter(([path]) => host.files.read(path).kind === 'file').map(
        ([path, owner]): ConfigurationPlace => ({
          path,
          found: 'ignored',
          says: `${owner}: containerd doesn't read it`,
        }),
      ),
      ...goPlaces(containerdHost(host)),
    ],
    observations: [
      ...(registry === null ? allHostsObservations(certs) : hostsObservations({ ...certs, registry })),
      ...criObservations(host, configuration, registry),
      ...kubelet,
    ],
    meanings: [
      ...criMeanings({ host, configuration }, registry),
      ...certsMeanings({ ...certs, programs: 'containerd from 1.5, where config_path names the directory' }, registry),
      ...unreadCertificates(host, CERTS_ELSEWHERE, registry),
    ],
  };
}

function configPlaces(host: Host, { path, files, broken }: CriConfiguration): readonly ConfigurationPlace[] {
  const stopped = broken?.source.kind === 'file' ? [broken.source.name] : [];
  const imported = [...files.map((file) => file.path), ...stopped].filter((each) => each !== path);
  return [
    filePlace(host, path, 'config.toml: where certs.d is, mirrors, logins, imports'),
    ...[...new Set(imported)].map((each) => filePlace(host, each, 'imported by config.toml')),
  ];
}

function rootPlaces(host: Host, version: string, root: string, registry: string | null): readonly ConfigurationPlace[] {
  if (root.includes(':'))
    return root
      .split(':')
      .filter((path) => host.files.list(path).kind === 'directory')
      .map((path) => ({
        path,
        found: 'ignored',
        says: 'the transfer service takes the directories of config_path for one',
      }));
  const own = directoryPlace(host, root, 'hosts.toml and certificates of registries');
  if (registry === null) return [own];
  const directory = hostsDirectory(host, version, [root], registry);
  const listed = directory === null ? null : host.files.list(directory);
  if (directory === null || listed?.kind !== 'directory')
    return [
      own,
      ...directoryNames(version, registry).map((name) =>
        filePlace(host, posix.join(root, name, 'hosts.toml'), `hosts asked for ${registry}`),
      ),
    ];
  const others = listed.names.filter((name) => name !== 'hosts.toml').slice(0, MOST);
  return [
    own,
    filePlace(host, posix.join(directory, 'hosts.toml'), `hosts asked for ${registry}`),
    ...others.map((name) =>
      filePlace(host, posix.join(directory, name), `certificates for ${registry}, where they count`),
    ),
  ];
}

/** Files that `configs.*.tls` names: 1.x in mirrors mode. */
function tlsPlaces(host: Host, { registry, series, mode }: CriConfiguration): readonly ConfigurationPlace[] {
  if (series.second || mode.kind !== 'mirrors') return [];
  return [...tableAt(registry, ['configs']).entries].flatMap(([key, entry]) =>
    ['ca_file', 'cert_file', 'key_file'].flatMap((name): ConfigurationPlace[] => {
      const path = entry.kind === 'table' ? textAt(tableAt(entry, ['tls']), name) : '';
      return path === '' ? [] : [filePlace(host, path, `${name} of ${key}`)];
    }),
  );
}
