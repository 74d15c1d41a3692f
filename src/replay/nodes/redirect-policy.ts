import { type NearRange, nearRange } from '../../facts/near-address.js';
import type { RequestNode, RequestStep } from '../../plan/nodes.js';
import { proxyFor } from '../../plan/proxy.js';
import type { Transport } from '../../plan/transport.js';
import { portOf } from '../connect.js';
import { type Resolution, resolveName } from '../resolve/resolve.js';
import { BLOCKED, type StepResult, type Walker } from '../walker.js';

/** Longest address that is followed, characters: servers refuse longer request lines, and a fact's name holds it. */
const MAX_URL_CHARACTERS = 8192;
/** Methods that change nothing where they arrive (RFC 9110 §9.2.1). */
const SAFE_METHODS: readonly RequestNode['method'][] = ['GET', 'HEAD'];

/** What an address of each kind is to a reader. */
const PLACES: Readonly<Record<NearRange, string>> = {
  loopback: 'an address of this machine itself',
  'link-local': 'a link-local address of this machine’s own network',
  metadata: 'a metadata service of a cloud, which gives secrets to whoever asks',
  unspecified: 'no address of another machine (connects end at this one)',
  multicast: 'a multicast address',
  broadcast: 'a broadcast address',
};

/**
 * The near-places policy, for every address that a server's answer names (a redirect, a token realm, an upload's Location): why regdoctor
 * doesn't ask there although a client would, as half a sentence; null where it does.
 *
 * 1. Loopback, link-local, cloud metadata, unspecified, multicast and broadcast addresses are connected to only where the server
 *    that named them was reached at the same kind of address. A metadata service never is. Names count by the addresses they have, all of them,
 *    and the connection goes to those very addresses; through a proxy, whose addresses a name has nobody here knows, only literals count.
 * 2. What may change something (POST, PUT, PATCH, DELETE) goes to another host in no case, not even without credentials.
 * 3. Addresses of over 8192 characters are not asked.
 *
 * `from`: who named it, an absolute URL that was asked in this walk.
 */
export function notFollowed(
  walker: Walker,
  transport: Transport,
  method: RequestNode['method'],
  from: URL,
  to: URL,
): string | null {
  if (to.href.length > MAX_URL_CHARACTERS)
    return `that address has ${to.href.length} characters, and regdoctor asks none of over ${MAX_URL_CHARACTERS}`;
  const near =
    from.hostname === to.hostname ? null : nearPlace(walker, transport, to, askedAt(walker, transport, from));
  if (near !== null) {
    const address = near.address === bare(to) ? near.address : `${bare(to)} is ${near.address}, which`;
    return `${address} is ${PLACES[near.range]}: regdoctor asks nothing there on the word of a server elsewhere`;
  }
  if (!SAFE_METHODS.includes(method) && !isSameHost(from, to))
    return `the client would repeat its ${method} there, and regdoctor sends what may change something to no other host`;
  return null;
}

/** Notes that a step was not taken, and why; nothing follows from it. */
export function leaveUnasked(
  walker: Walker,
  step: RequestStep,
  method: RequestNode['method'],
  from: URL,
  to: URL,
  why: string,
): StepResult {
  const shown = `${to.origin}${to.pathname}`.slice(0, MAX_SHOWN_CHARACTERS);
  const attempt = walker.open({ step, method, url: shown });
  attempt.detail = `not asked: ${why}`;
  const what = `${step} at ${shown}`;
  if (!walker.unknowns.some((known) => known.what === what))
    walker.unknowns.push({
      what,
      why: `${from.host} sends clients there, but ${why}`,
      needed: `the client itself, or whoever runs ${from.host}: name an address that is meant for its clients`,
    });
  return BLOCKED;
}

/** Enough of an address to recognise it by. */
const MAX_SHOWN_CHARACTERS = 200;

function bare(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}

/** The first near address that a connection to the URL could go to, other than of the kind where the asker is; or null. */
function nearPlace(
  walker: Walker,
  transport: Transport,
  url: URL,
  asker: NearRange | null,
): { readonly address: string; readonly range: NearRange } | null {
  for (const address of addressesOf(walker, transport, url)) {
    const range = nearRange(address);
    if (range !== null && (range === 'metadata' || range !== asker)) return { address, range };
  }
  return null;
}

/** What a look-up brings as far as it is known; what is not known yet is not connected to either. */
function addressesOf(walker: Walker, transport: Transport, url: URL): readonly string[] {
  const host = bare(url);
  if (nearRange(host) !== null || proxyFor(transport.proxy, url.href) !== null) return [host];
  let found: Resolution = { kind: 'blocked' };
  walker.lookAhead(() => {
    found = resolveName(walker, transport.resolver, host, null);
  });
  // Assigned inside the callback, which the compiler can't see.
  const known = found as Resolution;
  return known.kind === 'addresses' ? known.addresses : [];
}

/** Kind of address at which a URL of this walk was asked; null for an ordinary one, and where a proxy knows it. */
function askedAt(walker: Walker, transport: Transport, url: URL): NearRange | null {
  if (proxyFor(transport.proxy, url.href) !== null) return null;
  const asked = walker.attempts.findLast(
    (attempt) =>
      attempt.parent === null && attempt.address !== null && URL.parse(attempt.url ?? '')?.origin === url.origin,
  );
  return nearRange(asked?.address?.replace(/:\d+$/, '') ?? bare(url));
}

/** The same name at the same or a scheme's usual port: what puts TLS before a registry does not make it another. */
function isSameHost(from: URL, to: URL): boolean {
  return from.hostname === to.hostname && (to.port === '' || portOf(from) === portOf(to));
}
