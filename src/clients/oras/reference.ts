import { cleanText } from '../../text/clean.js';

/** A reference as oras-go takes it: the first part is always the registry, there is no default for registry or tag. */
export interface OrasReference {
  readonly registry: string;
  readonly repository: string;
  readonly tag: string | null;
  readonly digest: string | null;
}

/** `error`: what the library prints. */
export type OrasReferenceResult =
  | { readonly ok: true; readonly reference: OrasReference }
  | { readonly ok: false; readonly error: string };

const MOST_QUOTED = 200;
const REPOSITORY = /^[a-z0-9]+(?:(?:[._]|__|-*)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-*)[a-z0-9]+)*)*$/;
/** Longer names are no repository's, and not worth a regular expression. */
const MOST_REPOSITORY = 255;
const TAG = /^\w[\w.-]{0,127}$/;
const REGISTRY = /^(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9!$&'()*+,;=._~-]+)(?::\d*)?$/;
const DIGEST_LENGTHS: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128 };

/** oras-go `registry/reference.go`: ParseReference. A tag before a digest is dropped unseen. */
export function parseOrasReference(text: string): OrasReferenceResult {
  const slash = text.indexOf('/');
  if (slash === -1) return failed('missing registry or repository');
  const registry = text.slice(0, slash);
  const path = text.slice(slash + 1);
  const at = path.indexOf('@');
  const digest = at === -1 ? null : path.slice(at + 1);
  const named = at === -1 ? path : path.slice(0, at);
  const colon = named.indexOf(':');
  const repository = colon === -1 ? named : named.slice(0, colon);
  const tag = colon === -1 || digest !== null ? null : named.slice(colon + 1);
  if (!REGISTRY.test(registry)) return failed(`invalid registry ${quote(registry)}`);
  if (repository.length > MOST_REPOSITORY || !REPOSITORY.test(repository))
    return failed(`invalid repository ${quote(repository)}`);
  // An empty tag or digest is one that isn't there.
  if (tag !== null && tag !== '' && !TAG.test(tag)) return failed(`invalid tag ${quote(tag)}`);
  if (digest !== null && digest !== '' && !isDigest(digest)) return failed(`invalid digest ${quote(digest)}`);
  return {
    ok: true,
    reference: { registry, repository, tag: tag === '' ? null : tag, digest: digest === '' ? null : digest },
  };
}

/** The registry's host[:port] as it is contacted (…: Reference.Host). */
export function contactedHost(registry: string): string {
  return registry === 'docker.io' ? 'registry-1.docker.io' : registry;
}

/** Where a login lies for a host that is contacted (`registry/remote/credentials/registry.go`: ServerAddressFromHostname). */
export function credentialKey(host: string): string {
  return host === 'registry-1.docker.io' ? 'https://index.docker.io/v1/' : host;
}

function isDigest(digest: string): boolean {
  const [algorithm = '', hex = ''] = digest.split(':', 2);
  return (
    Object.hasOwn(DIGEST_LENGTHS, algorithm) && hex.length === DIGEST_LENGTHS[algorithm] && /^[a-f0-9]+$/.test(hex)
  );
}

function quote(text: string): string {
  return JSON.stringify(cleanText(text, MOST_QUOTED));
}

function failed(error: string): OrasReferenceResult {
  return { ok: false, error: `invalid reference: ${error}` };
}
