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

/** `user:password` before an `@` of something typed, however much else is wrong with it. */
const USER_INFORMATION = /(?:^|\/\/)([^/@\s]*:[^/@\s]+)@/;

/** A message about what was typed, without the passwords in it: the whole user information and the password alone. */
export function withoutPasswordsOf(typed: readonly string[], message: string): string {
  let shown = message;
  for (const text of typed) {
    if (withoutUserInformation(text) === text) continue;
    const information = USER_INFORMATION.exec(text)?.[1];
    if (information === undefined) continue;
    const password = information.slice(information.indexOf(':') + 1);
    for (const secret of [text, information, password])
      shown = shown.replaceAll(secret, secret === text ? withoutUserInformation(text) : REDACTED);
  }
  return shown;
}
