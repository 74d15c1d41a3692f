import type { HttpKey } from '../facts/keys.js';
import type { SecretReader } from './prober-options.js';

/** Manifest types asked for: the union of containers/image (`manifest.DefaultRequestedManifestMIMETypes`) and containerd. */
const MANIFEST_TYPES = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.docker.distribution.manifest.v1+prettyjws',
  'application/vnd.docker.distribution.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.index.v1+json',
  '*/*',
].join(', ');

/** What is asked of a layer: enough to see that it comes, and all of one that is so small, at a cost that nobody notices. */
const LAYER_RANGE = 'bytes=0-65535';

/** A request as it goes onto the wire, with every secret in it. Never to be shown. */
export interface WireRequest {
  readonly url: URL;
  readonly headers: Record<string, string>;
  readonly body: string | null;
  /** Length of a body of zero bytes in place of `body`; 0: none. */
  readonly zeroBytes: number;
  /** Every secret string in it, for taking them out of what comes back. */
  readonly secrets: readonly string[];
}

/**
 * Puts the secrets into the request a key describes. `realUrl`: the key's URL, or where a redirect really leads.
 * Returns a sentence where a secret that is needed is not there.
 */
export function buildWireRequest(key: HttpKey, realUrl: string, secrets: SecretReader): WireRequest | string {
  if (!URL.canParse(realUrl)) return 'not a URL';
  const url = new URL(realUrl);
  const form = key.form === null ? null : new URLSearchParams({ ...key.form });
  const headers: Record<string, string> = { host: url.host, 'user-agent': 'regdoctor' };
  if (key.accept === 'manifest') headers.accept = MANIFEST_TYPES;
  if (key.accept === 'layer') headers.range = LAYER_RANGE;
  const sent: string[] = [];
  const problem = authorize(key, url, headers, form, sent, secrets);
  if (problem !== null) return problem;
  if (form !== null) headers['content-type'] = 'application/x-www-form-urlencoded; charset=utf-8';
  const zeroBytes = key.bodyBytes ?? 0;
  if (zeroBytes > 0) {
    headers['content-type'] = 'application/octet-stream';
    headers['content-length'] = String(zeroBytes);
  }
  return { url, headers, body: form === null ? null : form.toString(), zeroBytes, secrets: sent };
}

/** A token of a configuration file may hold anything; a line break in it would begin another header. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const NOT_IN_A_HEADER = /[\u0000-\u0008\u000a-\u001f\u007f]/;

/** Adds what proves who asks; returns a sentence where it can't. */
function authorize(
  { authorization, account }: HttpKey,
  url: URL,
  headers: Record<string, string>,
  form: URLSearchParams | null,
  sent: string[],
  secrets: SecretReader,
): string | null {
  if (authorization === null) return null;
  if (authorization.kind === 'bearer') {
    // A registry token of a configuration file is named by its credential: no token answer brought it.
    const token = secrets.token(authorization.token) ?? secrets.secret(authorization.token)?.token ?? null;
    if (token === null) return 'the token to send is not there';
    if (NOT_IN_A_HEADER.test(token)) return 'the token has control characters, which no header can carry';
    // Go sends the octets of what is not ASCII as they are.
    headers.authorization = `Bearer ${Buffer.from(token, 'utf8').toString('latin1')}`;
    sent.push(token);
    return null;
  }
  const secret = authorization.credential === null ? EMPTY : secrets.secret(authorization.credential);
  if (secret === null) return 'the credential to send is not there';
  sent.push(secret.password, ...(secret.token === null ? [] : [secret.token]));
  if (account && secret.username !== '') url.searchParams.append('account', secret.username);
  if (authorization.kind === 'identity-token') {
    if (form === null || secret.token === null) return 'the identity token to send is not there';
    form.set('refresh_token', secret.token);
    return null;
  }
  // containerd and docker send user name and password in the form (containerd `docker/auth/fetch.go: FetchTokenWithOAuth`).
  if (form?.get('grant_type') === 'password') {
    form.set('username', secret.username);
    form.set('password', secret.password);
    return null;
  }
  const pair = `${secret.username}:${secret.password}`;
  sent.push(pair);
  headers.authorization = `Basic ${Buffer.from(pair).toString('base64')}`;
  return null;
}

/** containers/image answers a Basic challenge without a credential by an empty one: `Og==`. */
const EMPTY = { username: '', password: '', token: null } as const;
