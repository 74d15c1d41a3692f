import type { Host } from '../../../host/host.js';
import type { Meaning } from '../../client.js';
import { named, sentences } from '../../meaning.js';
import type { CriConfiguration } from '../cri/configuration.js';
import { configuredAuths } from '../cri/credentials.js';
import { mirrorHosts } from '../cri/mirrors.js';
import { flagAt, type Place, settingAt, sourceOf, tableAt, textAt } from '../cri/setting.js';
import { ANY_REGISTRY, askedOf } from './asked-of.js';

/** Entries of one table told of; real ones have a handful. */
const MOST = 100;
/** Who reads `mirrors` and `configs` at all. */
const OLD_FORM = 'containerd from 1.1 without config_path; deprecated since 1.5, still there in 2.3';

/** What is read. */
export interface CriLookedAt {
  readonly host: Host;
  readonly configuration: CriConfiguration;
}

/**
 * What config.toml says of registries: of one (`host[:port]`), or (null) of all. A file with which nothing can be pulled says nothing.
 * @param versionsOf which programs read a section, by where it stands; containerd's own words where it is left out.
 */
export function criMeanings(
  { host, configuration }: CriLookedAt,
  registry: string | null,
  versionsOf: (place: Place, otherwise: string) => string = (_, otherwise) => otherwise,
): readonly Meaning[] {
  if (configuration.broken !== null) return [];
  const { mode } = configuration;
  const logins = loginMeanings(configuration, registry, versionsOf);
  if (mode.kind === 'hosts')
    return mode.source?.kind === 'file' ? [configPath(configuration, versionsOf), ...logins] : logins;
  return [
    ...mirrorMeanings({ host, configuration }, registry, versionsOf),
    ...tlsMeanings(configuration, registry, versionsOf),
    ...logins,
  ];
}

function configPath(
  { registry, mode }: CriConfiguration,
  versionsOf: (place: Place, otherwise: string) => string,
): Meaning {
  const place = settingAt(registry, ['config_path'])?.place ?? registry.place;
  const roots = mode.kind === 'hosts' ? mode.roots : [];
  return {
    source: sourceOf(place, 'config_path'),
    does: `hosts.toml and certificates of each registry are read from ${roots.map(named).join(' and ')}/HOST[:PORT]/ at every pull`,
    versions: versionsOf(place, 'containerd from 1.5'),
    not: sentences(
      'takes no mirrors or tls of config.toml beside it',
      'a change of this line counts after a restart',
      roots.some((root) => root.includes(':')) &&
        'two directories in one text count for one path from 2.1 on, and neither is read',
    ),
  };
}

function mirrorMeanings(
  { host, configuration }: CriLookedAt,
  registry: string | null,
  versionsOf: (place: Place, otherwise: string) => string,
): readonly Meaning[] {
  const { registry: table, series } = configuration;
  const { entries } = tableAt(table, ['mirrors']);
  const wanted = registry !== null && entries.has(registry) ? registry : '*';
  return [...entries].slice(0, MOST).flatMap(([key, entry]): Meaning[] => {
    if (registry !== null && key !== wanted) return [];
    const name = key === '*' ? ANY_REGISTRY : key;
    const hosts = mirrorHosts(host, table, name, !series.second);
    if ('stop' in hosts) return [];
    const place = settingAt(entry, ['endpoint'])?.place ?? entry.place;
    return [
      {
        source: sourceOf(place, 'endpoint'),
        does: askedOf(name, hosts),
        versions: versionsOf(place, OLD_FORM),
        not: 'is for pulls through CRI (the kubelet, crictl) only, not for ctr, nerdctl or pushes; a change counts after a restart',
      },
    ];
  });
}

/** `configs.*.tls`, which 2.0 took out. */
function tlsMeanings(
  { registry: table, series }: CriConfiguration,
  registry: string | null,
  versionsOf: (place: Place, otherwise: string) => string,
): readonly Meaning[] {
  if (series.second) return [];
  return [...tableAt(table, ['configs']).entries].slice(0, MOST).flatMap(([key, entry]): Meaning[] => {
    const tls = entry.kind === 'table' ? tableAt(entry, ['tls']) : tableAt(table, ['']);
    const versions = 'containerd 1.x without config_path; not 2.0 and later';
    const at = (name: string): Pick<Meaning, 'source' | 'versions'> => {
      const place = tls.entries.get(name)?.place ?? tls.place;
      return { source: sourceOf(place, name), versions: versionsOf(place, versions) };
    };
    if (registry !== null && !concerns(table, registry, key)) return [];
    const host = named(key);
    const authority = textAt(tls, 'ca_file');
    return [
      ...(authority === ''
        ? []
        : [
            {
              ...at('ca_file'),
              does: `the CA in ${named(authority)} is trusted at https://${host}, beside the system's`,
              not: 'allows no plain HTTP, and counts for no other host or port',
            },
          ]),
      ...(flagAt(tls, 'insecure_skip_verify') === true
        ? [
            {
              ...at('insecure_skip_verify'),
              does: `https://${host} is asked without verifying its certificate`,
              not: `allows no plain HTTP: that needs an endpoint http://${host}`,
            },
          ]
        : []),
    ];
  });
}

function loginMeanings(
  { registry: table }: CriConfiguration,
  registry: string | null,
  versionsOf: (place: Place, otherwise: string) => string,
): readonly Meaning[] {
  return configuredAuths(table)
    .slice(0, MOST)
    .filter(({ host }) => host !== '' && (registry === null || concerns(table, registry, host)))
    .map(({ host, table: { place } }) => ({
      source: sourceOf(place, `login of ${host}`),
      does: `the login written there is sent to ${named(host)} when it asks for one`,
      versions: versionsOf(place, 'containerd from 1.1, beside config_path too'),
      not: 'is not used where the pod (imagePullSecrets) or the kubelet brings a login; a change counts after a restart',
    }));
}

/** True where images of the registry are asked of the host: it is the registry, or one of its endpoints. */
function concerns(table: CriConfiguration['registry'], registry: string, host: string): boolean {
  if (host === registry || (registry === 'docker.io' && host === 'registry-1.docker.io')) return true;
  const { entries } = tableAt(table, ['mirrors']);
  const endpoint = settingAt(table, ['mirrors', entries.has(registry) ? registry : '*', 'endpoint']);
  return endpoint?.kind === 'value' && JSON.stringify(endpoint.value ?? '').includes(host);
}
