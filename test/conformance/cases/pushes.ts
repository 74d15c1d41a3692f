import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AUTH_PATH, authFile, httpsRegistry, NAME, trustRoot, withNames } from '../harness/ground.js';
import type { PushCase, PushGround } from '../harness/push-case.js';
import { tokenServer } from '../harness/token-ground.js';
import { ARCHITECTURE } from '../rig/images.js';
import { ADDRESS } from '../rig/network.js';
import { writeOciLayout } from '../rig/oci-layout.js';
import { type RegistryOptions, startRegistry } from '../rig/registry.js';
import { type ReverseProxyOptions, startReverseProxy } from '../rig/reverse-proxy.js';
import type { Rig } from '../rig/rig.js';

const reference = `${NAME}/team/app:pushed`;
const OK = { skopeo: 'ok', buildah: 'ok', podman: 'ok' } as const;
const FAIL = { skopeo: 'fail', buildah: 'fail', podman: 'fail' } as const;
const USERS = { alice: 'secret' };
const MIB = 1024 * 1024;
const OPEN_TO_PULL = 'anyone may pull team/app; pushing needs an account';
const CLOSED = 'pulling and pushing team/app need an account';
const MAY_PUSH = `the account of ${AUTH_PATH}, key ${NAME} may pull and push`;

const storageOf = (rig: Rig, port: number, address: string = ADDRESS.registry) =>
  join(rig.directory, `storage-${address}-${port}`);

async function login(rig: Rig): Promise<void> {
  await rig.host.writeFile(AUTH_PATH, authFile(NAME, 'alice:secret'), 0o600);
}

/** A real registry on 443 that takes pushes. */
async function registry(rig: Rig, options: Partial<RegistryOptions> = {}): Promise<PushGround> {
  await httpsRegistry(rig, { writable: true, ...options });
  return { storage: storageOf(rig, 443) };
}

/** A real registry with a token server that lets everybody pull, and alice do all. */
async function tokens(rig: Rig, more: object = {}): Promise<PushGround> {
  const server = await tokenServer(rig, { anonymousPull: true, ...more });
  return registry(rig, { auth: server.registryAuth });
}

/** A real registry that speaks plain HTTP on another address, behind a proxy that ends TLS. */
async function behindProxy(
  rig: Rig,
  options: Partial<ReverseProxyOptions>,
  backend: Partial<RegistryOptions> = {},
): Promise<PushGround> {
  await withNames(rig);
  await trustRoot(rig);
  const behind = { address: ADDRESS.second, port: 5000, ...backend };
  const storage = storageOf(rig, behind.port, behind.address);
  await mkdir(join(storage, 'docker/registry/v2/repositories/team/app'), { recursive: true });
  // Blobs that are there already are not sent again, wherever uploads lead.
  await startRegistry(rig, { writable: true, empty: true, ...behind });
  const certificate = await rig.pki.leaf({ names: [NAME] });
  const at = { address: ADDRESS.registry, port: 443, certificate, backend: behind };
  await startReverseProxy(rig.listeners, { ...at, ...options });
  return { storage };
}

/** The same set up right: the registry knows how it was reached. */
const KNOWS = { headers: { 'x-forwarded-proto': 'https' } };

async function bigLayout(rig: Rig): Promise<string> {
  const layout = join(rig.directory, 'big');
  await writeOciLayout(layout, [ARCHITECTURE], false, 2 * MIB);
  return layout;
}

/** A registry whose storage is a small file system of its own with not a byte left. */
async function fullDisk(rig: Rig): Promise<PushGround> {
  const storage = storageOf(rig, 443);
  await mkdir(storage, { recursive: true });
  await rig.network.server.mustRun('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', storage]);
  await httpsRegistry(rig, { writable: true, empty: true });
  const fill = join(storage, 'fill');
  await rig.network.server.run('dd', ['if=/dev/zero', `of=${fill}`, 'bs=4k']);
  return { cure: () => rig.network.server.mustRun('rm', [fill]) };
}

export const PUSHES: readonly PushCase[] = [
  {
    name: 'anonymous-push-denied: basic, nothing stored',
    reference,
    clients: FAIL,
    finding: null,
    info: ['anonymous-push-denied'],
    rights: CLOSED,
    says: [`rights: ${CLOSED}`],
    build: (rig) => registry(rig, { users: USERS }),
  },
  {
    name: 'anonymous-push-denied: a token server that lets everybody pull',
    reference: `${NAME}/team/app:1.0`,
    clients: FAIL,
    finding: null,
    info: ['anonymous-push-denied'],
    rights: OPEN_TO_PULL,
    says: [`rights: ${OPEN_TO_PULL}`, `the push fails: ${OPEN_TO_PULL}`],
    build: tokens,
  },
  {
    name: 'anonymous-push-denied: an account is there, and --anonymous leaves it out',
    reference: `${NAME}/team/app:1.0`,
    clients: FAIL,
    finding: null,
    info: ['anonymous-push-denied'],
    rights: OPEN_TO_PULL,
    flags: ['--anonymous'],
    build: tokens,
  },
  {
    name: 'anonymous-push-allowed: a registry that asks for no account',
    reference: `${NAME}/team/app:1.0`,
    clients: OK,
    finding: 'anonymous-push-allowed',
    severity: 'warning',
    rights: 'anyone may pull and push team/app',
    build: registry,
  },
  {
    name: 'upload-redirect-scheme: http for https, and nobody listens on 80',
    reference,
    clients: FAIL,
    finding: 'upload-redirect-scheme',
    severity: 'error',
    detail: 'tcp-refused',
    says: ['X-Forwarded-Proto: https'],
    build: (rig) => behindProxy(rig, {}),
  },
  {
    name: 'upload-redirect-scheme: http for https, on the port that speaks TLS',
    reference: `${NAME}:5443/team/app:pushed`,
    clients: FAIL,
    finding: 'upload-redirect-scheme',
    severity: 'error',
    build: async (rig) => {
      await httpsRegistry(rig, { port: 5443, writable: true, empty: true, reachedBy: `http://${NAME}:5443` });
      return {};
    },
  },
  {
    name: 'upload-redirect-scheme: the name of the machine behind the proxy',
    reference,
    clients: FAIL,
    finding: 'upload-redirect-scheme',
    severity: 'error',
    detail: 'dns-nxdomain',
    build: (rig) => behindProxy(rig, { headers: { ...KNOWS.headers, host: 'backend.test:5000' } }),
  },
  {
    name: 'upload-redirect-scheme: http for https, and port 80 takes the data in clear text',
    reference,
    clients: OK,
    finding: 'upload-redirect-scheme',
    severity: 'warning',
    build: (rig) => behindProxy(rig, {}, { address: ADDRESS.registry, port: 80 }),
  },
  {
    name: 'upload-too-large: a proxy with the default of nginx',
    reference,
    clients: FAIL,
    finding: 'upload-too-large',
    severity: 'error',
    flags: ['--push-size', '4M'],
    says: ['the largest part that passed had', 'client_max_body_size 0'],
    build: async (rig) => {
      await login(rig);
      const ground = await behindProxy(rig, { ...KNOWS, mostBytes: MIB }, { users: USERS });
      return { ...ground, layout: await bigLayout(rig) };
    },
  },
  {
    name: 'registry-storage-full-or-readonly: read-only mode',
    reference,
    clients: FAIL,
    finding: 'registry-storage-full-or-readonly',
    severity: 'error',
    says: ['is in read-only mode'],
    build: async (rig) => ({ ...(await registry(rig, { writable: false })), storage: join(rig.shared, 'storage') }),
  },
  {
    name: 'registry-storage-full-or-readonly: a full disk',
    reference,
    clients: FAIL,
    finding: 'registry-storage-full-or-readonly',
    severity: 'error',
    says: ['has no space left to write'],
    build: fullDisk,
  },
  {
    name: 'registry-storage-full-or-readonly: a pull-through cache',
    reference,
    clients: FAIL,
    finding: 'registry-storage-full-or-readonly',
    severity: 'error',
    says: ['as a pull-through cache or in read-only mode'],
    build: async (rig) => {
      await startRegistry(rig, { address: ADDRESS.second, port: 5000 });
      await httpsRegistry(rig, { proxyOf: `http://${ADDRESS.second}:5000` });
      return {};
    },
  },
  {
    name: 'healthy push: basic, with an account',
    reference: `${NAME}/team/app:1.0`,
    clients: OK,
    finding: null,
    rights: `${CLOSED}; ${MAY_PUSH}`,
    build: async (rig) => {
      await login(rig);
      return registry(rig, { users: USERS });
    },
  },
  {
    name: 'healthy push: a token server, with an account',
    reference: `${NAME}/team/app:1.0`,
    clients: OK,
    finding: null,
    rights: `${OPEN_TO_PULL}; ${MAY_PUSH}`,
    build: async (rig) => {
      await login(rig);
      return tokens(rig);
    },
  },
  {
    name: 'healthy push: behind a proxy that says how it was reached, with a part of 4 MiB',
    reference,
    clients: OK,
    finding: null,
    flags: ['--push-size', '4M'],
    build: async (rig) => {
      await login(rig);
      return behindProxy(rig, { ...KNOWS, mostBytes: 8 * MIB }, { users: USERS });
    },
  },
];
