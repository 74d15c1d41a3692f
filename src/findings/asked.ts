import { nodesOf } from '../plan/visit.js';
import type { Attempt } from '../replay/walk.js';
import type { Cause } from './context.js';

/** What a failing request carried to prove who asks. */
export interface Sent {
  /** Name of the credential sent, or that bought the token sent; null: nobody in particular asked. */
  readonly credential: string | null;
  /** The token request whose token was sent, or null. */
  readonly token: Attempt | null;
}

/** What was sent with the failing request: nothing, a credential, or a token, which may have been bought with one. */
export function sentWith({ request, case: { walk } }: Cause): Sent {
  if (request.credentialFrom !== 'token') return { credential: request.credentialFrom, token: null };
  const token = walk.attempts.findLast(
    ({ id, step, outcome }) => id < request.id && step === 'token' && outcome === 'ok',
  );
  return { credential: token?.credentialFrom ?? null, token: token ?? null };
}

/** The ping whose challenge led to the failing request, or null where there was none that went well. */
export function pingBefore({ request, case: { walk } }: Cause): Attempt | null {
  return (
    walk.attempts.findLast(({ id, step, outcome }) => id < request.id && step === 'ping' && outcome === 'ok') ?? null
  );
}

/** The request whose answer led to the failing one: the ping, or what was asked at once and refused. */
function leadingTo(cause: Cause): Attempt | null {
  const {
    request,
    case: { walk },
  } = cause;
  const before = walk.attempts.findLast(
    ({ id, parent, step, url }) =>
      id < request.id && parent === null && step !== 'token' && step !== 'wait' && url !== null,
  );
  return pingBefore(cause) ?? before ?? null;
}

/** `host[:port]` of the registry asked, as the client writes it in keys of credentials; for a token realm the registry that named it. */
export function registryAsked(cause: Cause): string {
  const own = cause.hop === 'token' || cause.hop === 'redirect' ? leadingTo(cause)?.url : cause.request.url;
  const url = (own == null ? null : URL.parse(own)) ?? cause.url;
  const names = [...nodesOf(cause.case.plan.root)].flatMap((node) =>
    node.kind === 'request' && (node.step === 'ping' || node.step === 'manifest')
      ? [/^https?:\/\/([^/]+)/.exec(node.url)?.[1] ?? '']
      : [],
  );
  // A URL drops the port that its scheme has anyway; a key with that port in it is still another key.
  const name = names.find((each) => URL.parse(`${url.protocol}//${each}`)?.host === url.host) ?? url.host;
  return name === 'registry-1.docker.io' ? 'docker.io' : name;
}

/** Repository in a registry's URL, or null: `/v2/team/app/manifests/1` is about team/app. */
export function repositoryIn(url: URL): string | null {
  return /^\/v2\/(.+)\/(?:manifests|blobs|tags)\//.exec(url.pathname)?.[1] ?? null;
}

/** Tag or digest in a manifest's URL, or null. */
export function manifestIn(url: URL): string | null {
  return /\/manifests\/([^/]+)$/.exec(url.pathname)?.[1] ?? null;
}
