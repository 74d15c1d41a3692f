import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { httpsRegistry, NAME, trustRoot, withNames } from '../harness/ground.js';
import { tokenServer } from '../harness/token-ground.js';
import { copyStorage } from '../rig/images.js';
import { ADDRESS } from '../rig/network.js';
import { basicAuth, type RegistryOptions } from '../rig/registry.js';
import { startRegistryDaemon } from '../rig/registry-daemon.js';
import type { Rig } from '../rig/rig.js';
import type { TokenServerOptions } from '../rig/token-server.js';
import { type Backend, type FrontOptions, startFront } from './front.js';
import { observer, type Stored } from './storage.js';

export const LOGIN = 'alice:secret';
const USERS = { alice: 'secret' };

/** A registry that takes pushes, with what it has. */
export interface RoundtripGround {
  /** What is in it now. */
  readonly stored: () => Promise<Stored>;
  /** Directory of its storage. */
  readonly storage: string;
}

/** Who may do what without an account. */
export interface Anonymous {
  readonly pull: boolean;
  readonly push: boolean;
}

/** A real registry on 443 that holds the rig's images. */
export async function registry(rig: Rig, options: Partial<RegistryOptions> = {}): Promise<RoundtripGround> {
  await httpsRegistry(rig, { writable: true, deletes: true, ...options });
  const storage = join(rig.directory, `storage-${ADDRESS.registry}-${options.port ?? 443}`);
  return { storage, stored: await observer(rig, storage) };
}

/** The same behind a token server. */
export async function tokens(
  rig: Rig,
  { pull, push }: Anonymous,
  server: Partial<TokenServerOptions> = {},
  options: Partial<RegistryOptions> = {},
): Promise<RoundtripGround> {
  const { registryAuth } = await tokenServer(rig, { anonymousPull: pull, anonymousPush: push, ...server });
  return registry(rig, { auth: registryAuth, ...options });
}

const OPEN: Backend = { address: ADDRESS.second, port: 5000 };
const CLOSED: Backend = { address: ADDRESS.second, port: 5001 };

/**
 * A proxy on 443 before two registries on one storage: one asks for an account (htpasswd) and deletes, the other asks nobody. What anybody may do
 * goes to the second.
 */
export async function proxied(
  rig: Rig,
  anonymous: Anonymous,
  front: Pick<FrontOptions, 'hold' | 'onAnswer'> = {},
): Promise<RoundtripGround> {
  await withNames(rig);
  await trustRoot(rig);
  const storage = await copyStorage(join(rig.shared, 'storage'), join(rig.directory, 'storage'));
  await startRegistryDaemon(rig.network.server, rig.directory, { ...OPEN, storage, writable: true });
  const auth = await basicAuth(rig, USERS);
  const closed = { ...CLOSED, storage, writable: true, deletes: true, auth };
  await startRegistryDaemon(rig.network.server, rig.directory, closed);
  const certificate = await rig.pki.leaf({ names: [NAME] });
  const backendOf = (asked: IncomingMessage): Backend => (isOpen(asked, anonymous) ? OPEN : CLOSED);
  await startFront(rig.listeners, { address: ADDRESS.registry, port: 443, certificate, backendOf, ...front });
  return { storage, stored: await observer(rig, storage) };
}

/** As somebody writes it for nginx: by method and path. A push looks for blobs before it sends them. */
function isOpen({ method = 'GET', url = '/' }: IncomingMessage, { pull, push }: Anonymous): boolean {
  const isContent = /^\/v2\/.+\/(?:manifests|blobs)\//.test(url);
  if (!isContent) return false;
  if (method === 'GET') return pull;
  if (method === 'HEAD') return url.includes('/blobs/') ? pull || push : pull;
  return method !== 'DELETE' && push;
}
