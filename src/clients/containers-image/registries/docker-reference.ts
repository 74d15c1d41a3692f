/**
 * References as containers/image parses them (containers/image, docker/reference: reference.go, regexp.go,
 * normalize.go). Kept by this client family because rewriting and aliases report this parser's own errors.
 */

/** A parsed name; `domain` is empty where the text has none. */
export interface DockerReference {
  readonly domain: string;
  readonly path: string;
  readonly tag: string | null;
  readonly digest: string | null;
}

/** `error` is the text the library prints. */
export type ReferenceResult =
  | { readonly ok: true; readonly reference: DockerReference }
  | { readonly ok: false; readonly error: string };

/** docker/reference `NameTotalLengthMax`. */
const NAME_LIMIT = 255;
/** Longer text can't be a reference (name 255, tag 128, digest below 300) and isn't worth a regular expression. */
const REFERENCE_LIMIT = 2048;

const COMPONENT = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const LABEL = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?';
const DOMAIN = `${LABEL}(?:\\.${LABEL})*(?::[0-9]+)?`;
const PATH = `${COMPONENT}(?:/${COMPONENT})*`;
const TAG = '[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}';
const DIGEST = '[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}';
const REFERENCE = new RegExp(`^((?:${DOMAIN}/)?${PATH})(?::(${TAG}))?(?:@(${DIGEST}))?$`);
const NAME = new RegExp(`^(?:(${DOMAIN})/)?(${PATH})$`);
const ANCHORED_DOMAIN = new RegExp(`^${DOMAIN}$`);
const DIGEST_LENGTHS: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128 };

/** True for `host` or `host:port` by the library's domain grammar (also for a single label). */
export function isDomain(text: string): boolean {
  return text.length <= REFERENCE_LIMIT && ANCHORED_DOMAIN.test(text);
}

/** Parses without normalising: `library/fedora` has the domain `library` (docker/reference `Parse`). */
export function parseReference(text: string): ReferenceResult {
  if (text === '') return failed('repository name must have at least one component');
  if (text.length > REFERENCE_LIMIT) return failed('invalid reference format');
  const match = REFERENCE.exec(text);
  if (match === null) {
    return failed(
      REFERENCE.test(text.toLowerCase()) ? 'repository name must be lowercase' : 'invalid reference format',
    );
  }
  const name = match[1] ?? '';
  if (name.length > NAME_LIMIT) return failed(`repository name must not be more than ${NAME_LIMIT} characters`);
  const digest = match[3] ?? null;
  const digestError = digest === null ? null : checkDigest(digest);
  if (digestError !== null) return failed(digestError);
  const parts = NAME.exec(name);
  return {
    ok: true,
    reference: { domain: parts?.[1] ?? '', path: parts?.[2] ?? name, tag: match[2] ?? null, digest },
  };
}

/** Parses as docker users write names: `alpine` is `docker.io/library/alpine` (`ParseNormalizedNamed`). */
export function parseNormalized(text: string): ReferenceResult {
  if (/^[a-f0-9]{64}$/.test(text)) {
    return failed(`invalid repository name (${text}), cannot specify 64-byte hexadecimal strings`);
  }
  const slash = text.indexOf('/');
  const first = slash === -1 ? '' : text.slice(0, slash);
  const explicit = slash !== -1 && (/[.:]/.test(first) || first === 'localhost');
  const domain = !explicit || first === 'index.docker.io' ? 'docker.io' : first;
  let remainder = explicit ? text.slice(slash + 1) : text;
  if (domain === 'docker.io' && !remainder.includes('/')) remainder = `library/${remainder}`;
  const colon = remainder.indexOf(':');
  const repository = colon === -1 ? remainder : remainder.slice(0, colon);
  if (repository.toLowerCase() !== repository) {
    return failed('invalid reference format: repository name must be lowercase');
  }
  return parseReference(`${domain}/${remainder}`);
}

/** Parses a name that must already be in its normal form (`ParseNamed`). */
export function parseCanonical(text: string): ReferenceResult {
  const result = parseNormalized(text);
  if (result.ok && formatReference(result.reference) !== text) return failed('repository name must be canonical');
  return result;
}

/** `domain/path:tag@digest`, the parts that are there. */
export function formatReference(reference: DockerReference): string {
  const tag = reference.tag === null ? '' : `:${reference.tag}`;
  const digest = reference.digest === null ? '' : `@${reference.digest}`;
  return `${referenceName(reference)}${tag}${digest}`;
}

/** The name without tag and digest: what entries are looked up with. */
export function referenceName(reference: DockerReference): string {
  return reference.domain === '' ? reference.path : `${reference.domain}/${reference.path}`;
}

/** opencontainers/go-digest `Digest.Validate`. */
function checkDigest(digest: string): string | null {
  const [algorithm = '', hex = ''] = digest.split(':');
  const length = DIGEST_LENGTHS[algorithm];
  if (length === undefined) return 'unsupported digest algorithm';
  if (hex.length !== length) return 'invalid checksum digest length';
  return /^[a-f0-9]+$/.test(hex) ? null : 'invalid checksum digest format';
}

function failed(error: string): ReferenceResult {
  return { ok: false, error };
}
