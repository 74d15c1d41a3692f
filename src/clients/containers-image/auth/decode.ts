import type { AuthEntry } from './document.js';

/** What an entry holds. `error`: the base64 can't be read, which stops the program; `empty`: nothing usable, and it looks on. */
export type Decoded =
  | { readonly kind: 'secret'; readonly username: string; readonly password: string; readonly token: string | null }
  | { readonly kind: 'empty' }
  | { readonly kind: 'error'; readonly text: string };

/**
 * Reads an entry (containers/image `pkg/docker/config/config.go`: decodeDockerAuth): `auth` is base64 of `user:password`, NUL bytes
 * around the password go; without a colon the entry counts as empty, its identity token with it.
 */
export function decodeEntry(entry: AuthEntry): Decoded {
  const decoded = decodeBase64(entry.auth);
  if (typeof decoded === 'number') return { kind: 'error', text: `illegal base64 data at input byte ${decoded}` };
  const value = decoded.toString('utf8');
  const colon = value.indexOf(':');
  if (colon === -1) return { kind: 'empty' };
  const username = value.slice(0, colon);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: Go trims NUL bytes here
  const password = value.slice(colon + 1).replace(/^\x00+|\x00+$/g, '');
  const token = entry.identityToken === '' ? null : entry.identityToken;
  if (username === '' && password === '' && token === null) return { kind: 'empty' };
  return { kind: 'secret', username, password, token };
}

/** Go's `base64.StdEncoding`: line breaks are skipped, the padding must be there. A number: the offset of the first bad byte. */
function decodeBase64(text: string): Buffer | number {
  const bad = /[^A-Za-z0-9+/=\r\n]|=(?=[^=\r\n])/.exec(text);
  if (bad !== null) return bad.index;
  const plain = text.replace(/[\r\n]/g, '');
  if (plain.length % 4 !== 0 || /={3}/.test(plain)) return Math.max(0, text.length - (plain.length % 4));
  return Buffer.from(plain, 'base64');
}
