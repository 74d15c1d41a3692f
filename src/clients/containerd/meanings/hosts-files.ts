import { posix } from 'node:path';
import type { Host } from '../../../host/host.js';
import type { Source } from '../../../host/source.js';
import type { Meaning } from '../../client.js';
import { named, sentences } from '../../meaning.js';
import type { HostEntry } from '../hosts/entry.js';
import { hostsOf } from '../hosts.js';
import { hostsDirectory } from '../hosts-directory.js';
import { readHostsFile } from '../hosts-file.js';
import type { RegistryHost } from '../registry-host.js';
import { ANY_REGISTRY, askedOf } from './asked-of.js';

/** Directories of one root told of; real ones have a handful. */
const MOST_DIRECTORIES = 50;

/** What is read and by whom. */
export interface CertsLook {
  readonly host: Host;
  /** Version of containerd or of its library. */
  readonly version: string;
  readonly roots: readonly string[];
  /** Which programs do so: `containerd from 1.5, where config_path names its directory`. */
  readonly programs: string;
}

/** What the certs.d directories say: of one registry the one that counts, or (null) of all. Files that can't be used say nothing: they are observations. */
export function certsMeanings(look: CertsLook, registry: string | null): readonly Meaning[] {
  const { host, version, roots } = look;
  if (registry !== null) {
    const directory = hostsDirectory(host, version, roots, registry);
    return directory === null ? [] : directoryMeanings(look, directory, registry);
  }
  return roots.flatMap((root) => {
    const listed = host.files.list(root);
    const names = listed.kind === 'directory' ? listed.names.slice(0, MOST_DIRECTORIES) : [];
    return names.flatMap((name) => {
      const own = name === '_default' ? ANY_REGISTRY : name.replace(/^(.+)_(\d+)_$/, '$1:$2');
      const directory = posix.join(root, name);
      const counts = hostsDirectory(host, version, roots, own) === directory;
      return counts && host.files.list(directory).kind === 'directory' ? directoryMeanings(look, directory, own) : [];
    });
  });
}

function directoryMeanings(look: CertsLook, directory: string, registry: string): readonly Meaning[] {
  const { host, version, programs } = look;
  const file = readHostsFile(host, version, directory);
  const hosts = hostsOf(host, version, directory, registry, {});
  const [first] = hosts;
  if (first === undefined || first.unusable !== undefined) return [];
  if (file.kind !== 'read') return certificatesAlone(look, first);
  const path = posix.join(directory, 'hosts.toml');
  const [entry] = file.entries;
  const overall: Meaning = {
    source: { kind: 'file', name: path, line: entry?.sources[0]?.line ?? null, says: '' },
    does: askedOf(registry, hosts),
    versions: `${programs}; read at every pull`,
    not: sentences(
      'is found by the exact host and port of the image name only',
      hosts.some(({ scheme, httpFallback }) => scheme === 'http' && httpFallback === null) &&
        'a login goes over http in the clear',
    ),
  };
  return [
    overall,
    ...file.entries.flatMap((each, index) => {
      const asked = hosts[index];
      return asked === undefined ? [] : entryMeanings(each, asked, programs);
    }),
  ];
}

/** What an entry says of TLS. */
function entryMeanings(entry: HostEntry, asked: RegistryHost, programs: string): readonly Meaning[] {
  const host = asked.host === ANY_REGISTRY ? 'HOST' : named(asked.host);
  const isHttp = asked.scheme === 'http';
  const httpVersions = `${programs}; https is tried before http from containerd 1.6.25 and 1.7.7 on (without a port in the URL from 1.7.24 and 2.0), before that http alone`;
  const versions = isHttp ? httpVersions : programs;
  const authorities = (entry.authorities ?? []).map(({ path, source }) =>
    trusted(path, source, `https://${host}`, versions),
  );
  const skip = entry.sources.find(({ says }) => says.startsWith('skip_verify'));
  if (entry.skipVerify !== true || skip === undefined) return authorities;
  const not = isHttp
    ? 'does not make it plain HTTP at once: https comes first'
    : `allows no plain HTTP: that needs a table [host."http://${host}"]`;
  return [...authorities, { source: skip, does: `the certificate of ${host} is not verified`, versions, not }];
}

/** A directory without hosts.toml, as docker lays it out. */
function certificatesAlone({ programs }: CertsLook, { host, authorities }: RegistryHost): readonly Meaning[] {
  const shown = host === ANY_REGISTRY ? 'registries without a directory of their own' : `https://${named(host)}`;
  return authorities.map(({ path, source }) => trusted(path, source, shown, programs));
}

function trusted(path: string, source: Source, at: string, versions: string): Meaning {
  return {
    source,
    does: `the CA in ${named(path)} is trusted at ${at}, beside the system's`,
    versions,
    not: 'allows no plain HTTP, and counts for no other host or port',
  };
}
