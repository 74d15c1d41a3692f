import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { HttpServer, HttpServerOptions } from './http-server.js';
import { startHttpServer } from './http-server.js';
import type { Listeners } from './listeners.js';
import type { ServerCertificate } from './pki.js';
import { ISSUER, issueJwt, SERVICE } from './token-jwt.js';

const LIFETIME_S = 300;

/** How a token server puts a refusal: as the distribution specification, as OAuth (RFC 6749 §5.2), as Docker Hub, or in plain words. */
export type ErrorStyle = 'distribution' | 'oauth' | 'hub' | 'text';

/** Who may do what at a token server. */
export interface TokenServerOptions extends HttpServerOptions {
  /** The host[:port] that clients are sent to; resolves to `address`. */
  readonly host: string;
  /** Signs the tokens (any certificate with its key). */
  readonly signer: ServerCertificate;
  /** The certificate that the registry believes; default: the signer's. */
  readonly believed?: ServerCertificate;
  /** Passwords by user name; a wrong one is answered with 401. */
  readonly users?: Readonly<Record<string, string>>;
  /** Users by refresh token. */
  readonly refreshTokens?: Readonly<Record<string, string>>;
  /** Whether somebody without credentials may pull. */
  readonly anonymousPull?: boolean;
  /** Whether somebody without credentials may push. */
  readonly anonymousPush?: boolean;
  /** Whether accounts may do more than pull and push; default: they may. */
  readonly mayDelete?: boolean;
  /** Repositories that nobody is let into: the token then grants nothing, as real servers do. */
  readonly deny?: readonly string[];
  /** Grants this, whatever is asked. */
  readonly grants?: readonly object[];
  /** 403 instead of a token that grants nothing. */
  readonly forbids?: boolean;
  /** Seconds a token is good for; default 300. */
  readonly lifetimeS?: number;
  /** How far its clock is ahead, milliseconds; its tokens and its Date say so. */
  readonly aheadMs?: number;
  readonly errors?: ErrorStyle;
  /** 405 for POST, as servers that know no OAuth. */
  readonly noPost?: boolean;
}

/** A running token server, and `auth` for the docker-registry that believes it. */
export interface TokenServer extends HttpServer {
  readonly registryAuth: Readonly<Record<string, unknown>>;
  /** What a registry's challenge says of it. */
  readonly challenge: string;
}

/** What somebody asks for, by GET (distribution, docs/spec/auth/token.md) or POST (docs/spec/auth/oauth.md). */
interface Asked {
  /** '' for nobody, null for somebody that nobody knows. */
  readonly user: string | null;
  readonly scopes: readonly string[];
}

/** Starts a token server: `GET /token?service=&scope=` with basic credentials or none, `POST /token` with a password or refresh token. */
export async function startTokenServer(listeners: Listeners, options: TokenServerOptions): Promise<TokenServer> {
  const server = await startHttpServer(
    listeners,
    options,
    (request, response) => void handle(request, response, options),
  );
  const scheme = options.certificate === undefined ? 'http' : 'https';
  const realm = `${scheme}://${options.host}/token`;
  const token = {
    realm,
    service: SERVICE,
    issuer: ISSUER,
    rootcertbundle: (options.believed ?? options.signer).chainPath,
  };
  return { ...server, registryAuth: { token }, challenge: `Bearer realm="${realm}",service="${SERVICE}"` };
}

async function handle(request: IncomingMessage, response: ServerResponse, options: TokenServerOptions): Promise<void> {
  const nowMs = Date.now() + (options.aheadMs ?? 0);
  const headers = { date: new Date(nowMs).toUTCString(), 'content-type': 'application/json' };
  const refuse = (status: number, code: string, message: string) =>
    response.writeHead(status, headers).end(refusal(options.errors ?? 'distribution', code, message));
  if (request.method === 'POST' && options.noPost === true)
    return void refuse(405, 'UNSUPPORTED', 'method not allowed');
  const asked = request.method === 'POST' ? readForm(await text(request), options) : readQuery(request, options);
  if (asked.user === null) {
    const status = request.method === 'POST' && options.errors === 'oauth' ? 400 : 401;
    return void refuse(status, 'UNAUTHORIZED', 'incorrect username or password');
  }
  const { user } = asked;
  const access = options.grants ?? asked.scopes.flatMap((scope) => grant(scope, user, options));
  if (options.forbids === true && access.length === 0)
    return void refuse(403, 'DENIED', 'requested access to the resource is denied');
  const lifetimeS = options.lifetimeS ?? LIFETIME_S;
  const token = issueJwt({ signer: options.signer, user, access, nowMs, lifetimeS });
  const issued_at = new Date(nowMs).toISOString();
  response
    .writeHead(200, headers)
    .end(JSON.stringify({ token, access_token: token, expires_in: lifetimeS, issued_at }));
}

function readQuery({ headers, url }: IncomingMessage, { users = {} }: TokenServerOptions): Asked {
  const scopes = new URL(url ?? '/', 'http://here').searchParams.getAll('scope');
  if (headers.authorization === undefined) return { user: '', scopes };
  const [user = '', ...password] = Buffer.from(headers.authorization.replace(/^Basic /i, ''), 'base64')
    .toString()
    .split(':');
  return { user: known(users, user, password.join(':')), scopes };
}

function readForm(body: string, { users = {}, refreshTokens = {} }: TokenServerOptions): Asked {
  const form = new URLSearchParams(body);
  const field = (name: string) => form.get(name) ?? '';
  const refresh = field('refresh_token');
  const user =
    field('grant_type') === 'refresh_token'
      ? (Object.entries(refreshTokens).find(([token]) => token === refresh)?.[1] ?? null)
      : known(users, field('username'), field('password'));
  return { user, scopes: field('scope').split(' ') };
}

function known(users: Readonly<Record<string, string>>, user: string, password: string): string | null {
  return Object.hasOwn(users, user) && users[user] === password ? user : null;
}

function refusal(style: ErrorStyle, code: string, message: string): string {
  switch (style) {
    case 'distribution':
      return JSON.stringify({ errors: [{ code, message, detail: null }] });
    case 'oauth':
      return JSON.stringify({ error: 'invalid_grant', error_description: message });
    case 'hub':
      return JSON.stringify({ details: message });
    case 'text':
      return message;
  }
}

function grant(scope: string, user: string, options: TokenServerOptions): object[] {
  const [, type = '', name = '', wanted = ''] = /^([^:]+):(.+):([^:]*)$/.exec(scope) ?? [];
  const isNobody = user === '';
  if ((isNobody && options.anonymousPull !== true && options.anonymousPush !== true) || options.deny?.includes(name))
    return [];
  const actions = wanted.split(',').filter((action) => isGranted(action, isNobody, options));
  return [{ type, name, actions }];
}

function isGranted(action: string, isNobody: boolean, options: TokenServerOptions): boolean {
  if (!isNobody) return options.mayDelete !== false || action === 'pull' || action === 'push';
  return (action === 'pull' && options.anonymousPull === true) || (action === 'push' && options.anonymousPush === true);
}
