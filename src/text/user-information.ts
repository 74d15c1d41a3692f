/** What stands for a user name or password that was taken out. */
const REDACTED = 'redacted';
/** `@sha256:…` is a digest, everything else before an `@` may be a password. */
const DIGEST_AHEAD = /@(?![A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{8,})/;

/** A reference or URL as typed, without the `user:password@` that people paste with it. */
export function withoutUserInformation(text: string): string {
  const parts = text.split(new RegExp(DIGEST_AHEAD, 'g'));
  const last = parts.at(-1) ?? '';
  if (parts.length < 2) return text;
  const scheme = /^\s*[a-zA-Z][a-zA-Z0-9+.-]*:\/\//.exec(text)?.[0] ?? '';
  return `${scheme}${REDACTED}@${last}`;
}
