import { cleanText } from '../../text/clean.js';
import { versionAtLeast } from '../version.js';

/** A reference as go-containerregistry takes it: `registry` is host[:port] as it is asked, Docker Hub `index.docker.io`. */
export interface CraneReference {
  readonly registry: string;
  readonly repository: string;
  readonly tag: string | null;
  readonly digest: string | null;
}

/** `error`: what it prints. */
export type CraneReferenceResult =
  | { readonly ok: true; readonly reference: CraneReference }
  | { readonly ok: false; readonly error: string };

/** Docker Hub under the name this library asks it by (`pkg/name/options.go`: DefaultRegistry). */
export const HUB = 'index.docker.io';
const MOST_QUOTED = 200;
const REPOSITORY = /^[a-z0-9_./-]{1,255}$/;
const TAG = /^[A-Za-z0-9_.-]{1,128}$/;
const SHA256 = /^sha256:[0-9a-f]{64}$/;
const DIGESTS = /^(?:sha256:[0-9a-f]{64}|sha384:[0-9a-f]{96}|sha512:[0-9a-f]{128})$/;
/** From here on digests other than SHA-256 are taken. */
const ALL_DIGESTS_SINCE = '0.22';
/** Any registry that `url.Parse` gives back as the whole host: far wider than docker's grammar. */
const REGISTRY = /^(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9!$&'()*+,;=._~"<>-]+)(?::\d*)?$/;

/**
 * go-containerregistry's grammar, weak validation (`pkg/name/ref.go`: ParseReference; `repository.go`, `tag.go`, `digest.go`): a tag is what follows the last
 * colon without a slash, a registry has a dot or colon or is `localhost`, upper case doesn't make one; of tag and digest only the digest is kept;
 * repositories may be oddly shaped, such as `a//b`. `version`: of the library.
 */
export function parseCraneReference(text: string, version: string): CraneReferenceResult {
  const failed = (): CraneReferenceResult => ({
    ok: false,
    error: `parsing reference ${JSON.stringify(cleanText(text, MOST_QUOTED))}: could not parse reference: ${cleanText(text, MOST_QUOTED)}`,
  });
  // From 0.22 on it says what is wrong; before, the scheme was taken for a registry called `https:`.
  if (/^https?:\/\//.test(text)) {
    const shown = cleanText(text, MOST_QUOTED);
    return {
      ok: false,
      error: `parsing reference ${JSON.stringify(shown)}: image reference must not contain a URL scheme (http:// or https://): ${shown}`,
    };
  }
  const at = text.split('@');
  const [named = '', digest = null] = at;
  const digests = versionAtLeast(version, ALL_DIGESTS_SINCE) ? DIGESTS : SHA256;
  if (at.length > 2 || (digest !== null && !digests.test(digest))) return failed();
  const { base, tag } = splitTag(named);
  if (tag !== null && !TAG.test(tag)) return failed();
  const slash = base.indexOf('/');
  const first = slash === -1 ? '' : base.slice(0, slash);
  const explicit = slash !== -1 && (first === 'localhost' || /[.:]/.test(first));
  const repository = explicit ? base.slice(slash + 1) : base;
  if (!REPOSITORY.test(repository) || (explicit && !REGISTRY.test(first))) return failed();
  const registry = !explicit || first === 'docker.io' ? HUB : first;
  const full = registry === HUB && !repository.includes('/') ? `library/${repository}` : repository;
  return {
    ok: true,
    reference: { registry, repository: full, tag: digest === null ? (tag ?? 'latest') : null, digest },
  };
}

function splitTag(named: string): { readonly base: string; readonly tag: string | null } {
  const colon = named.lastIndexOf(':');
  if (colon === -1 || named.slice(colon).includes('/')) return { base: named, tag: null };
  return { base: named.slice(0, colon), tag: named.slice(colon + 1) };
}
