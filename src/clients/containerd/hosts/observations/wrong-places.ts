import { posix } from 'node:path';
import ipaddr from 'ipaddr.js';
import type { Observation } from '../../../client.js';
import { directoryNames, hostsDirectory } from '../../hosts-directory.js';
import { copied, isConfigured } from './copies.js';
import { fileSource, type HostsPlace } from './shared.js';

/** Names under which people look for Docker Hub; containerd looks for docker.io alone. */
const HUB_NAMES = [
  'registry-1.docker.io',
  'index.docker.io',
  'hub.docker.com',
  'registry.hub.docker.com',
  'docker.com',
];
/** Directories of other programs in the same layout. */
const FOREIGN_ROOTS = ['/etc/containerd/certs.d', '/etc/docker/certs.d', '/etc/containers/certs.d'];
/** Near misses told for one registry, directories looked through for one. */
const MOST = 6;
const MOST_DIRECTORIES = 500;

/** Directories that look meant for the registry and are not the one that is read. */
export function wrongPlaces(place: HostsPlace): Observation[] {
  const { host, version, roots, registry } = place;
  const [first] = roots;
  if (first === undefined) return [];
  const current = hostsDirectory(host, version, roots, registry);
  const isOwn = current !== null && posix.basename(current) !== '_default';
  if (isOwn && isConfigured(host, current)) return later(place, current);
  const target = isOwn ? current : posix.join(first, registry);
  const found = [
    ...roots.flatMap((root) => misnamed(place, root)),
    ...later(place, current),
    ...FOREIGN_ROOTS.filter((root) => !roots.includes(root)).map((root) => ({
      path: posix.join(root, registry),
      why: `only ${roots.join(', ')} is searched`,
    })),
  ].flatMap((each) => ('code' in each ? [each] : isConfigured(host, each.path) ? [observed(place, each, target)] : []));
  return found.slice(0, MOST);
}

interface Misplaced {
  readonly path: string;
  readonly why: string;
}

function observed({ host, registry }: HostsPlace, { path, why }: Misplaced, target: string): Observation {
  const read = host.files.read(posix.join(path, 'hosts.toml'));
  return {
    code: 'config-ignored-wrong-path',
    source: fileSource(path, null, ''),
    text: `${path} is not read for ${registry}: ${why}.`,
    meant: read.kind !== 'file' ? 'trust' : /skip_verify|http:\/\//.test(read.text) ? 'insecure' : 'mirror',
    cure: copied(host, path, target),
  };
}

/** Directories of later roots, hidden by what an earlier one has, `_default` too. */
function later(place: HostsPlace, current: string | null): Observation[] {
  const { host, version, roots, registry } = place;
  if (current === null) return [];
  const at = roots.findIndex((root) => posix.dirname(current) === posix.normalize(root));
  const own = directoryNames(version, registry).filter((name) => name !== '_default');
  const why = `${current} comes first, and directories are never merged`;
  return roots.slice(at + 1).flatMap((root) => {
    const path = own.map((name) => posix.join(root, name)).find((each) => isConfigured(host, each));
    if (path === undefined) return [];
    return [observed(place, { path, why }, posix.join(roots[at] ?? '', registry))];
  });
}

function misnamed({ host, registry }: HostsPlace, root: string): Misplaced[] {
  const listed = host.files.list(root);
  if (listed.kind !== 'directory') return [];
  const { name, port } = splitPort(registry);
  return listed.names.slice(0, MOST_DIRECTORIES).flatMap((each): Misplaced[] => {
    const path = posix.join(root, each);
    if (registry === 'docker.io' && HUB_NAMES.includes(each))
      return [{ path, why: 'images of Docker Hub are looked up under docker.io' }];
    if (/^https?:$/.test(each))
      return [{ path: posix.join(path, registry), why: 'directories are named host:port, without a scheme' }];
    if (inNetwork(each, name)) return networks(host.files.list(path), path, name);
    if (each === registry || each === `${name}_${port}_`) return [];
    if (each.toLowerCase() === registry.toLowerCase())
      return [{ path, why: 'names are compared letter by letter, in the case of the image name' }];
    if (each === '*' || (each.startsWith('*.') && name.endsWith(each.slice(1))))
      return [{ path, why: 'there are no wildcards; the directory for all registries is _default' }];
    const other = otherPort(each, name);
    if (other === null) return [];
    return [
      { path, why: `the name must be that of the image, ${registry}, ${port === '' ? 'without' : 'with its'} port` },
    ];
  });
}

/** `reg`, `reg:443`, `reg_5000` and `reg-5000` for another form of the same host; null for another host. */
function otherPort(directory: string, name: string): string | null {
  if (directory === name) return '';
  return directory.startsWith(name) ? (/^[:_-](\d{1,5})_?$/.exec(directory.slice(name.length))?.[1] ?? null) : null;
}

/** minikube makes a directory of a network, `10.0.0.0/24`: its name is a path, and no registry's. */
function networks(listed: { kind: string; names?: readonly string[] }, path: string, name: string): Misplaced[] {
  const why = 'a network is no registry: a directory counts for the one host:port it is named after';
  const base = posix.basename(path);
  return (listed.names ?? [])
    .filter((bits) => /^\d{1,3}$/.test(bits) && ipaddr.isValidCIDR(`${base}/${bits}`))
    .filter((bits) => {
      const [network, prefix] = ipaddr.parseCIDR(`${base}/${bits}`);
      const address = ipaddr.process(name);
      return network.kind() === address.kind() && address.match(network, prefix);
    })
    .map((bits) => ({ path: posix.join(path, bits), why }));
}

function inNetwork(directory: string, name: string): boolean {
  return ipaddr.isValid(directory) && ipaddr.isValid(name) && directory !== name;
}

function splitPort(registry: string): { name: string; port: string } {
  const found = /^(.+):(\d+)$/.exec(registry);
  return { name: found?.[1] ?? registry, port: found?.[2] ?? '' };
}
