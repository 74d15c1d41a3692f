import { randomUUID, sign, X509Certificate } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HttpServer, HttpServerOptions } from './http-server.js';
import { startHttpServer } from './http-server.js';
import type { Listeners } from './listeners.js';
import type { ServerCertificate } from './pki.js';

const LIFETIME_S = 300;
const SERVICE = 'rig-registry';
const ISSUER = 'rig-tokens';

/** Who may do what at a token server. */
export interface TokenServerOptions extends HttpServerOptions {
  /** The host[:port] that clients are sent to; resolves to `address`. */
  readonly host: string;
  /** Signs the tokens (any certificate with its key). */
  readonly signer: ServerCertificate;
  /** Passwords by user name; a wrong one is answered with 401. */
  readonly users?: Readonly<Record<string, string>>;
  /** Whether somebody without credentials may pull. */
  readonly anonymousPull?: boolean;
  /** Repositories that nobody is let into: the token then grants nothing, as real servers do. */
  readonly deny?: readonly string[];
}

/** A running token server, and `auth` for the docker-registry that believes it. */
export interface TokenServer extends HttpServer {
  readonly registryAuth: Readonly<Record<string, unknown>>;
}

/** Starts a token server (distribution, docs/spec/auth/token.md): `GET /token?service=&scope=` with basic credentials or none. */
export async function startTokenServer(listeners: Listeners, options: TokenServerOptions): Promise<TokenServer> {
  const handle = (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', 'http://here');
    const user = authenticate(request.headers.authorization, options.users ?? {});
    if (user === 'wrong') {
      const body = JSON.stringify({ errors: [{ code: 'UNAUTHORIZED', message: 'incorrect username or password' }] });
      response.writeHead(401, { 'content-type': 'application/json' }).end(body);
      return;
    }
    const access = url.searchParams.getAll('scope').flatMap((scope) => grant(scope, user, options));
    const token = issue(options.signer, user, access);
    const body = JSON.stringify({ token, access_token: token, expires_in: LIFETIME_S });
    response.writeHead(200, { 'content-type': 'application/json' }).end(body);
  };
  const server = await startHttpServer(listeners, options, handle);
  const scheme = options.certificate === undefined ? 'http' : 'https';
  const token = {
    realm: `${scheme}://${options.host}/token`,
    service: SERVICE,
    issuer: ISSUER,
    rootcertbundle: options.signer.chainPath,
  };
  return { ...server, registryAuth: { token } };
}

/** The user's name, '' for nobody. */
function authenticate(header: string | undefined, users: Readonly<Record<string, string>>): string | 'wrong' {
  if (header === undefined) return '';
  const [user = '', ...password] = Buffer.from(header.replace(/^Basic /i, ''), 'base64')
    .toString()
    .split(':');
  return Object.hasOwn(users, user) && users[user] === password.join(':') ? user : 'wrong';
}

function grant(scope: string, user: string, options: TokenServerOptions): object[] {
  const [, type = '', name = '', wanted = ''] = /^([^:]+):(.+):([^:]*)$/.exec(scope) ?? [];
  const mayPull = user !== '' || options.anonymousPull === true;
  if (!mayPull || options.deny?.includes(name)) return [];
  const actions = wanted.split(',').filter((action) => user !== '' || action === 'pull');
  return [{ type, name, actions }];
}

function issue(signer: ServerCertificate, user: string, access: readonly object[]): string {
  const now = Math.floor(Date.now() / 1000);
  const header = { typ: 'JWT', alg: 'ES256', x5c: [new X509Certificate(signer.chain).raw.toString('base64')] };
  const claims = {
    iss: ISSUER,
    sub: user,
    aud: SERVICE,
    iat: now,
    nbf: now - 10,
    exp: now + LIFETIME_S,
    jti: randomUUID(),
    access,
  };
  const text = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  const signature = sign('sha256', Buffer.from(text), { key: signer.key, dsaEncoding: 'ieee-p1363' });
  return `${text}.${signature.toString('base64url')}`;
}
