import { cp, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { insecure } from '../harness/ground.js';
import { startDnsmasq } from '../rig/dns.js';
import { ADDRESS } from '../rig/network.js';
import { basicAuth } from '../rig/registry.js';
import { startRegistryDaemon } from '../rig/registry-daemon.js';
import type { Rig } from '../rig/rig.js';
import { startTokenServer } from '../rig/token-server.js';
import type { WireRequest } from '../rig/wire.js';
import { BLACK_HOLE, BROKEN_REGISTRIES, HEALTHY, REPOSITORIES, type RegistryKind, repository } from './references.js';

/** A registry of the ground and what it was asked. */
export interface GroundRegistry {
  readonly name: string;
  readonly address: string;
  readonly requests: readonly WireRequest[];
}

/** What a realm asks of this user. */
const USERS = { alice: 'secret' };
/** Registries that start at the same time: each takes a tenth of a second of the processor. */
const STARTING_AT_ONCE = 4;

/** Twenty real registries, each with an address and a name of its own, healthy or broken as references.ts says; names, certificates and logins are in place. */
export async function manyRegistries(rig: Rig): Promise<readonly GroundRegistry[]> {
  const storage = await storageWithRepositories(rig);
  const kinds: readonly RegistryKind[] = [...HEALTHY, ...BROKEN_REGISTRIES, BLACK_HOLE];
  const names = kinds.map(({ name }) => name);
  const registries = names.map((name, index) => ({ name, address: `10.99.1.${index + 1}` }));
  for (const { address } of registries) await rig.network.addServerAddress(address);
  await startDnsmasq(rig.network.server, rig.directory, {
    'auth.test': [ADDRESS.auth],
    ...Object.fromEntries(registries.map(({ name, address }) => [hostName(name), [address]])),
  });
  await rig.host.trustInSystemStore(await rig.pki.authority('root'));
  await rig.host.writeFile('/etc/containers/registries.conf', insecureTables());
  await rig.host.writeFile('/run/containers/0/auth.json', logins(), 0o600);
  const good = await rig.pki.leaf({ names: names.map(hostName) });
  const tokens = await startTokenServer(rig.listeners, {
    address: ADDRESS.auth,
    port: 443,
    host: 'auth.test',
    certificate: await rig.pki.leaf({ names: ['auth.test'] }),
    signer: await rig.pki.leaf({ names: ['signer'], issuer: 'self' }),
    users: USERS,
    anonymousPull: true,
  });
  const passwords = await basicAuth(rig, USERS);
  const start = async ({ name, address }: (typeof registries)[number]): Promise<GroundRegistry> => {
    const kind: RegistryKind | undefined = kinds.find((one) => one.name === name);
    const port = Number(name.split(':')[1] ?? (kind?.is === 'insecure' ? 80 : 443));
    const leaf = kind?.leaf === undefined ? good : await rig.pki.leaf({ names: [hostName(name)], ...kind.leaf });
    const auth = kind?.is === 'basic' ? passwords : kind?.is === 'token' ? tokens.registryAuth : undefined;
    const { requests } = await startRegistryDaemon(rig.network.server, rig.directory, {
      address,
      port,
      storage,
      ...(kind?.is === 'insecure' || kind?.is === 'plain' ? {} : { certificate: leaf }),
      ...(auth === undefined ? {} : { auth }),
    });
    return { name, address, requests };
  };
  const started: GroundRegistry[] = [];
  for (let at = 0; at < registries.length; at += STARTING_AT_ONCE)
    started.push(...(await Promise.all(registries.slice(at, at + STARTING_AT_ONCE).map(start))));
  const hole = registries.find(({ name }) => name === BLACK_HOLE.name);
  for (const port of [443, 80]) await rig.firewall.set('drop', { port, address: hole?.address ?? '' });
  return started;
}

function hostName(name: string): string {
  return name.split(':')[0] ?? name;
}

/** The shared images under many names: a directory each in the registry's storage, blobs once. */
async function storageWithRepositories(rig: Rig): Promise<string> {
  const storage = join(rig.directory, 'many-storage');
  await cp(join(rig.shared, 'storage'), storage, { recursive: true });
  const team = join(storage, 'docker/registry/v2/repositories/team');
  if (!(await readdir(team)).includes('app')) throw new Error('the shared storage has no team/app');
  await mkdir(team, { recursive: true });
  for (let index = 0; index < REPOSITORIES; index += 1)
    await cp(join(team, 'app'), join(team, repository(index).replace('team/', '')), { recursive: true });
  return storage;
}

function insecureTables(): string {
  return HEALTHY.filter(({ is }) => is === 'insecure')
    .map(({ name }) => insecure(name))
    .join('\n');
}

function logins(): string {
  const auth = (login: string) => ({ auth: Buffer.from(login).toString('base64') });
  const good = HEALTHY.filter(({ is }) => is === 'basic').map(({ name }) => [name, auth('alice:secret')]);
  const wrong = BROKEN_REGISTRIES.filter(({ code }) => code === 'auth-bad-credentials').map(({ name }) => [
    name,
    auth('alice:wrong'),
  ]);
  return `${JSON.stringify({ auths: Object.fromEntries([...good, ...wrong]) }, null, 2)}\n`;
}
