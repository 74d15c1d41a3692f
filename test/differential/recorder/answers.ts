import { ACCOUNT, type PortState } from '../case.js';
import { BLOBS, type Blob, IMAGE, INDEX, MANIFESTS } from './image.js';

/** A request as the registry sees it. */
export interface Asked {
  readonly method: string;
  readonly scheme: 'http' | 'https';
  /** `Host` header. */
  readonly host: string;
  /** Path and query. */
  readonly target: string;
  readonly authorization: string;
  /** Body of a POST. */
  readonly form: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Tokens say whom they were given to: `token-alice`, or `token-` for nobody. */
const TOKEN = 'token-';

/** What the registry of a port answers: a tiny but whole one, pulls only. */
export function answerTo(asked: Asked, state: PortState): Answer {
  const { pathname } = new URL(asked.target, 'http://any');
  if (pathname === '/token') return token(asked);
  if (state.answers === 'unavailable') return failure(503, 'UNAVAILABLE', 'come back later');
  if (!pathname.startsWith('/v2/')) return { status: 404, headers: {}, body: Buffer.from('404 page not found\n') };
  const challenge = challengeFor(asked, state);
  if (challenge !== null) return failure(401, 'UNAUTHORIZED', 'authentication required', challenge);
  if (pathname === '/v2/') return content(200, 'application/json', Buffer.from('{}'));
  const [, kind, name] = /\/(manifests|blobs)\/([^/]+)$/.exec(pathname) ?? [];
  if (kind === 'manifests' && name !== undefined) return manifest(state, decodeURIComponent(name));
  const found = BLOBS.find(({ digest }) => digest === decodeURIComponent(name ?? ''));
  return found === undefined
    ? failure(404, 'BLOB_UNKNOWN', 'blob unknown to registry')
    : content(200, 'application/octet-stream', found.body);
}

function manifest(state: PortState, name: string): Answer {
  const tagged = name === '1.0' || name === 'latest';
  const named = MANIFESTS.find(({ digest }) => digest === name);
  const found: Blob | undefined = tagged ? (state.answers === 'index' ? INDEX : IMAGE) : named;
  if (found === undefined || state.answers === 'empty') return failure(404, 'MANIFEST_UNKNOWN', 'manifest unknown');
  return {
    status: 200,
    headers: {
      'content-type': found.mediaType,
      'docker-content-digest': found.digest,
      'content-length': String(found.body.length),
    },
    body: found.body,
  };
}

/** The `WWW-Authenticate` that the request deserves, or null where it may pass. */
function challengeFor({ scheme, host, target, authorization }: Asked, state: PortState): string | null {
  switch (state.auth) {
    case 'none':
      return null;
    case 'basic':
      return authorization === `Basic ${secret()}` ? null : 'Basic realm="rig"';
    case 'bearer':
    case 'bearer-public': {
      const allowed = state.auth === 'bearer' ? [`${TOKEN}${ACCOUNT.user}`] : [TOKEN, `${TOKEN}${ACCOUNT.user}`];
      if (allowed.some((each) => authorization === `Bearer ${each}`)) return null;
      const realm = state.realm === 'own' ? `${scheme}://${host}/token` : 'https://auth.test/token';
      const repository = /^\/v2\/(.+)\/(?:manifests|blobs)\//.exec(target)?.[1];
      const scope = repository === undefined ? '' : `,scope="repository:${repository}:pull"`;
      return `Bearer realm="${realm}",service="rig"${scope}`;
    }
  }
}

/** A token for whoever has the account's password, and one for nobody for whoever shows nothing. */
function token({ method, authorization, form }: Asked): Answer {
  if (method === 'POST') {
    const fields = new URLSearchParams(form);
    const known = fields.get('username') === ACCOUNT.user && fields.get('password') === ACCOUNT.password;
    return known ? granted(ACCOUNT.user, 'access_token') : failure(401, 'UNAUTHORIZED', 'no such account');
  }
  if (authorization === '') return granted('', 'token');
  return authorization === `Basic ${secret()}`
    ? granted(ACCOUNT.user, 'token')
    : failure(401, 'UNAUTHORIZED', 'no such account');
}

function granted(user: string, field: 'token' | 'access_token'): Answer {
  const body = { [field]: `${TOKEN}${user}`, expires_in: 3600 };
  return content(200, 'application/json', Buffer.from(JSON.stringify(body)));
}

function secret(): string {
  return Buffer.from(`${ACCOUNT.user}:${ACCOUNT.password}`).toString('base64');
}

function content(status: number, type: string, body: Buffer): Answer {
  return {
    status,
    headers: {
      'content-type': type,
      'content-length': String(body.length),
      'docker-distribution-api-version': 'registry/2.0',
    },
    body,
  };
}

function failure(status: number, code: string, message: string, challenge?: string): Answer {
  const body = Buffer.from(JSON.stringify({ errors: [{ code, message, detail: null }] }));
  const { headers } = content(status, 'application/json', body);
  return { status, headers: challenge === undefined ? headers : { ...headers, 'www-authenticate': challenge }, body };
}
