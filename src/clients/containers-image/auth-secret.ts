import type { HostFiles } from '../../host/host.js';
import { decodeEntry } from './auth/decode.js';
import { readAuthDocument } from './auth/document.js';

const AUTHS = '#/auths/';

/** Name of a credential in an auth file: `/run/containers/0/auth.json#/auths/reg:5000`; in the legacy format `/root/.dockercfg#/reg`. */
export function credentialId(path: string, key: string, legacy: boolean): string {
  return `${path}${legacy ? '#/' : AUTHS}${key}`;
}

/** The secret under a name that `credentialId` made, for the vault; null where nothing usable lies there (any more). */
export function secretAt(
  files: HostFiles,
  id: string,
): { readonly username: string; readonly password: string; readonly token: string | null } | null {
  const legacy = !id.includes(AUTHS);
  const mark = legacy ? '#/' : AUTHS;
  const at = id.indexOf(mark);
  if (at <= 0 || !id.startsWith('/')) return null;
  const read = readAuthDocument(files, id.slice(0, at), legacy);
  if (!read.ok || read.document === null) return null;
  const key = id.slice(at + mark.length);
  const entry = read.document.entries.find((each) => each.key === key);
  if (entry === undefined) return null;
  const decoded = decodeEntry(entry);
  return decoded.kind === 'secret'
    ? { username: decoded.username, password: decoded.password, token: decoded.token }
    : null;
}
