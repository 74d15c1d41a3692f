import type { RequestListener } from 'node:http';
import { startDnsmasq } from '../rig/dns.js';
import { startHttpServer } from '../rig/http-server.js';
import { ADDRESS } from '../rig/network.js';
import type { LeafRequest } from '../rig/pki.js';
import { type RegistryOptions, startRegistry } from '../rig/registry.js';
import type { Rig } from '../rig/rig.js';
import type { LoggingServer } from './case.js';

/** The registry of most cases, an image it holds, and the name of the case that started regdoctor. */
export const NAME = 'registry.test';
export const IMAGE = 'team/app:1.0';
export const CLUSTER_NAME = 'registry.registry.svc.cluster.local';

/** Names that the rig's name server knows in every case, beside those a case adds. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  [NAME]: [ADDRESS.registry],
  [CLUSTER_NAME]: [ADDRESS.registry],
  'auth.test': [ADDRESS.auth],
  'proxy.test': [ADDRESS.proxy],
  'mirror.test': [ADDRESS.second],
};

/** Starts the name server with the usual names, some of them changed; an empty list takes a name away. */
export async function withNames(rig: Rig, changed: Readonly<Record<string, readonly string[]>> = {}): Promise<void> {
  const records = Object.entries({ ...NAMES, ...changed }).filter(([, addresses]) => addresses.length > 0);
  await startDnsmasq(rig.network.server, rig.directory, Object.fromEntries(records));
}

/** Puts the rig's root CA into the machine's system store, as a public one would be. */
export async function trustRoot(rig: Rig): Promise<void> {
  await rig.host.trustInSystemStore(await rig.pki.authority('root'));
}

/** Writes /etc/containers/registries.conf. */
export async function registriesConf(rig: Rig, content: string): Promise<void> {
  await rig.host.writeFile('/etc/containers/registries.conf', content);
}

/** A `[[registry]]` table that allows plain HTTP. */
export function insecure(location: string): string {
  return `[[registry]]\nlocation = "${location}"\ninsecure = true\n`;
}

/** An auth file that holds one login, in the form `user:password`. */
export function authFile(key: string, login: string): string {
  return `${JSON.stringify({ auths: { [key]: { auth: Buffer.from(login).toString('base64') } } }, null, 2)}\n`;
}

/** Where the tools of this family look first. */
export const AUTH_PATH = '/run/containers/0/auth.json';

/** A registry on 443 whose certificate is as asked; the root CA is trusted, the name known. */
export async function httpsRegistry(
  rig: Rig,
  options: Partial<RegistryOptions> = {},
  leaf: Partial<LeafRequest> = {},
  names: Readonly<Record<string, readonly string[]>> = {},
): Promise<LoggingServer> {
  await withNames(rig, names);
  await trustRoot(rig);
  const certificate = await rig.pki.leaf({ names: [NAME], ...leaf });
  return startRegistry(rig, { port: 443, certificate, ...options });
}

/** A registry that speaks plain HTTP; the name is known. */
export async function httpRegistry(rig: Rig, options: Partial<RegistryOptions> = {}): Promise<LoggingServer> {
  await withNames(rig);
  return startRegistry(rig, { port: 80, ...options });
}

/** A faulty HTTPS server in the registry's place; its CA is trusted. */
export async function faultyHttps(rig: Rig, handler: RequestListener): Promise<LoggingServer> {
  await withNames(rig);
  await trustRoot(rig);
  const certificate = await rig.pki.leaf({ names: [NAME] });
  return startHttpServer(rig.listeners, { address: ADDRESS.registry, port: 443, certificate }, handler);
}
