const MASK = '[redacted]';
/** A token of three parts (RFC 7519), also cut. */
const JWT = /\beyJ[\w-]{8,}(?:\.[\w-]+){0,2}/g;
const AUTHORIZATION = /\b(Bearer|Basic|Negotiate|NTLM|Digest) +(?!realm=)[\w+/=.~-]{8,}/gi;
/** The value of a URL's query, which may be what grants access. */
const QUERY_VALUE = /([?&;][A-Za-z_][\w.-]{0,60}=)[^&\s"'<>;]{16,}/g;
/** A run of letters and digits that is no word: cookies, session ids, keys. Digests, which are long and hexadecimal, tell nothing. */
const RUN = /(?<![\w+/=-])[\w+/=-]{20,}(?![\w+/=-])/g;

/** Text that a server or helper wrote freely, without what looks like a token of any kind. */
export function withoutOpaqueRuns(text: string): string {
  return text
    .replace(JWT, MASK)
    .replace(AUTHORIZATION, `$1 ${MASK}`)
    .replace(QUERY_VALUE, `$1${MASK}`)
    .replace(RUN, (run) => (looksLikeSecret(run) ? MASK : run));
}

/** Longest name in the form `likeThisOne` that is taken for one. */
const LONGEST_NAME = 40;

/** Words joined by hyphens, underscores or slashes are no secret, nor are digests and numbers. */
function looksLikeSecret(run: string): boolean {
  if (/^(?:[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128}|\d+)$/.test(run)) return false;
  const parts = run.split(/[-_/=+]+/);
  const isWord = (part: string): boolean =>
    /^(?:\d*|[A-Za-z]?[a-z]*\d{0,3}|[A-Z]*\d{0,3})$/.test(part) ||
    (part.length <= LONGEST_NAME && /^(?:[A-Z]?[a-z]+)+$/.test(part));
  return !parts.every(isWord);
}
