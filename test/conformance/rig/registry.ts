import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mustRun } from './command.js';
import { copyStorage } from './images.js';
import { ADDRESS } from './network.js';
import type { ServerCertificate } from './pki.js';
import { type RegistryDaemon, startRegistryDaemon } from './registry-daemon.js';
import type { Rig } from './rig.js';

/** How a case's registry is set up; all of it is optional beside the port. */
export interface RegistryOptions {
  readonly port: number;
  /** Default: ADDRESS.registry. */
  readonly address?: string;
  readonly certificate?: ServerCertificate;
  /** Takes pushes (into a copy of the shared images). */
  readonly writable?: boolean;
  /** Deletes manifests when asked to. */
  readonly deletes?: boolean;
  /** Start without any image. */
  readonly empty?: boolean;
  /** Basic authentication with these passwords by user name. */
  readonly users?: Readonly<Record<string, string>>;
  /** `registryAuth` of a token server. */
  readonly auth?: Readonly<Record<string, unknown>>;
  /** Be a pull-through cache of this URL (an address, not a name). */
  readonly proxyOf?: string;
  /** Send clients for blobs to a store at this URL (`https://host[:port]`), as a registry on an object store does. */
  readonly redirectsTo?: string;
  /** `http: host` of its configuration. */
  readonly reachedBy?: string;
}

/** Starts a real docker-registry in the case's server namespace. It holds the images of images.ts unless it starts empty. */
export async function startRegistry(rig: Rig, options: RegistryOptions): Promise<RegistryDaemon> {
  const { users, empty, address = ADDRESS.registry, ...rest } = options;
  const own = join(rig.directory, `storage-${address}-${options.port}`);
  const shared = join(rig.shared, 'storage');
  const startsEmpty = empty === true || options.proxyOf !== undefined;
  const storage = startsEmpty ? own : options.writable === true ? await copyStorage(shared, own) : shared;
  const auth = users === undefined ? {} : { auth: await basicAuth(rig, users) };
  return startRegistryDaemon(rig.network.server, rig.directory, { ...rest, ...auth, address, storage });
}

/** docker-registry takes only bcrypt; the lowest cost keeps a request fast. */
const BCRYPT_COST = '4';

/** `auth` of a registry that knows these passwords by user name. */
export async function basicAuth(rig: Rig, users: Readonly<Record<string, string>>): Promise<Record<string, unknown>> {
  const lines = await Promise.all(
    Object.entries(users).map(([user, password]) =>
      mustRun('htpasswd', ['-niB', '-C', BCRYPT_COST, user], { input: password }),
    ),
  );
  const path = join(rig.directory, 'htpasswd');
  await writeFile(path, lines.join(''));
  return { htpasswd: { realm: 'rig', path } };
}
