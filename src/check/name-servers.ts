import ipaddr from 'ipaddr.js';
import type { Host } from '../host/host.js';
import { parseResolvConf } from '../host/resolv-conf.js';
import type { ResolverConfig } from '../host/resolver-config.js';
import { isIP } from '../text/address.js';
import type { Subject } from './subject.js';

/** Where systemd-resolved lists the servers that its stub on 127.0.0.53 asks. */
const UPSTREAM = '/run/systemd/resolve/resolv.conf';

/** Who is asked for names on a machine, and who behind it can be asked from elsewhere. */
export interface NameServers {
  /** As its resolv.conf names them. */
  readonly named: readonly string[];
  /** The configuration with those that answer from another network too; null where there are none. */
  readonly reachable: ResolverConfig | null;
  /** True where `reachable` asks the servers behind a resolver of the machine's own. */
  readonly behind: boolean;
}

/** @param elsewhere true where the machine's loopback is not the one here. */
export function nameServersOf({ resolver, files }: Pick<Host, 'resolver' | 'files'>, elsewhere: boolean): NameServers {
  const named = resolver.nameservers.map(({ address }) => address);
  if (!elsewhere || !named.some(isLoopback)) return { named, reachable: resolver, behind: false };
  const read = files.read(UPSTREAM);
  const servers = read.kind === 'file' ? parseResolvConf(read.text, UPSTREAM).nameservers : [];
  const nameservers = servers.filter(({ address }) => !isLoopback(address));
  return { named, reachable: nameservers.length === 0 ? null : { ...resolver, nameservers }, behind: true };
}

/** Docker Hub's name in references is not the one that is looked up. */
const DOCKER_HUB = { name: 'docker.io', host: 'registry-1.docker.io' } as const;

/** The name that clients look up for a reference's registry; null for an address, and where there is no registry. */
export function registryName(registry: string | null): string | null {
  if (registry === null) return null;
  const name = URL.parse(`https://${registry}`)?.hostname ?? '';
  if (name === '' || isIP(name.replace(/^\[|\]$/g, '')) !== 0) return null;
  return name === DOCKER_HUB.name ? DOCKER_HUB.host : name;
}

/** True where the files of a run are another machine's and its loopback can't be reached. */
export function isElsewhere({ vantage }: Pick<Subject, 'vantage'>): boolean {
  return vantage.files !== '/' && vantage.network !== 'node';
}

function isLoopback(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'loopback';
}
