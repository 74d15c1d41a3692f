import type { RequestListener } from 'node:http';
import { startHttpServer } from '../rig/http-server.js';
import { type Gate, layoutRegistry } from '../rig/layout-registry.js';
import { ADDRESS } from '../rig/network.js';
import type { LeafRequest } from '../rig/pki.js';
import type { Rig } from '../rig/rig.js';
import { issueJwt } from '../rig/token-jwt.js';
import { startTokenServer, type TokenServer, type TokenServerOptions } from '../rig/token-server.js';
import type { LoggingServer } from './case.js';
import { AUTH_PATH, faultyHttps, httpsRegistry } from './ground.js';

/** Writes what the user of containers/image's tools has stored. */
export async function store(rig: Rig, content: string | null, path: string = AUTH_PATH): Promise<void> {
  if (content !== null) await rig.host.writeFile(path, content, 0o600);
}

/** A registry behind basic authentication that knows alice, and what its user has stored. */
export async function basic(rig: Rig, stored: string | null): Promise<readonly LoggingServer[]> {
  await store(rig, stored);
  return [await httpsRegistry(rig, { users: { alice: 'secret' } })];
}

/** A token server that knows alice, at https://auth.test; without a certificate where `leaf` is null. */
export async function tokenServer(
  rig: Rig,
  options: Partial<TokenServerOptions> = {},
  leaf: Partial<LeafRequest> | null = {},
): Promise<TokenServer> {
  return startTokenServer(rig.listeners, {
    address: ADDRESS.auth,
    port: leaf === null ? 80 : 443,
    host: 'auth.test',
    ...(leaf === null ? {} : { certificate: await rig.pki.leaf({ names: ['auth.test'], ...leaf }) }),
    signer: await rig.pki.leaf({ names: ['signer'], issuer: 'self' }),
    users: { alice: 'secret' },
    ...options,
  });
}

/** A real docker-registry behind such a token server, and what its user has stored. */
export async function bearer(
  rig: Rig,
  stored: string | null,
  options: Partial<TokenServerOptions> = {},
  leaf: Partial<LeafRequest> | null = {},
): Promise<readonly LoggingServer[]> {
  await store(rig, stored);
  const tokens = await tokenServer(rig, options, leaf);
  return [await httpsRegistry(rig, { auth: tokens.registryAuth }), tokens];
}

/** A registry in the test's process behind a gate, and what its user has stored. */
export async function gated(rig: Rig, stored: string | null, gate: Gate): Promise<LoggingServer> {
  await store(rig, stored);
  return faultyHttps(rig, layoutRegistry(rig.shared, gate));
}

/** A server at https://auth.test that answers by a function. */
export async function realm(rig: Rig, handler: RequestListener): Promise<LoggingServer> {
  const certificate = await rig.pki.leaf({ names: ['auth.test'] });
  return startHttpServer(rig.listeners, { address: ADDRESS.auth, port: 443, certificate }, handler);
}

/** An auth file with an identity token in the form that ACR's login leaves. */
export function identityFile(key: string, token: string): string {
  const auth = Buffer.from('00000000-0000-0000-0000-000000000000:').toString('base64');
  return `${JSON.stringify({ auths: { [key]: { auth, identitytoken: token } } }, null, 2)}\n`;
}

/** A signed token that ran out an hour ago, as a login of yesterday leaves it. */
export async function staleToken(rig: Rig): Promise<string> {
  const signer = await rig.pki.leaf({ names: ['signer'], issuer: 'self' });
  return issueJwt({ signer, user: 'alice', access: [], nowMs: Date.now() - 2 * HOUR_MS, lifetimeS: 3600 });
}

const HOUR_MS = 3_600_000;
