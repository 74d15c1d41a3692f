import type { Host } from '../host/host.js';
import type { Source } from '../host/source.js';
import type { CredentialRef, CredentialStop } from '../plan/nodes.js';
import type { Observation } from './client.js';
import { configuredId } from './configured-credential.js';
import { decodeEntry } from './containers-image/auth/decode.js';
import { type AuthEntry, readAuthDocument } from './containers-image/auth/document.js';
import { credentialId } from './containers-image/auth-secret.js';
import { helperCredential } from './helper-credential.js';

/** The credential a file gives, or what the client stops with. */
export type FileCredential =
  | { readonly ok: true; readonly credential: CredentialRef | null }
  | {
      readonly ok: false;
      readonly failure: 'config';
      readonly text: string;
      readonly source: Source;
    };

/** What differs between docker's own reader and oras-go's. */
export interface FileRules {
  /** `file`: one bad entry spoils the whole file (docker/cli `cli/config/configfile/file.go`: LoadFromReader). `entry`: only where it is the one wanted. */
  readonly badEntry: 'file' | 'entry';
}

/**
 * The credential that docker's config.json holds under one of the keys, most wanted first: `credHelpers` of the key, else `credsStore`, else `auths`, where
 * keys written as URLs count for their host (docker/cli `cli/config/credentials`; oras-go `registry/remote/credentials`). A helper that has none for a key
 * is followed by the next key, and then by `after`; one that fails ends the client. A missing file has none.
 */
export function credentialInFile(
  host: Host,
  path: string,
  keys: readonly string[],
  rules: FileRules,
  after: FileCredential = NONE,
): FileCredential {
  const read = readAuthDocument(host.files, path, false);
  const at = (line: number | null, says: string): Source => ({ kind: 'file', name: path, line, says });
  if (!read.ok) return { ok: false, failure: 'config', text: read.text, source: at(read.line, '') };
  if (read.document === null) return after;
  const { entries, credHelpers, credsStore, lineOf } = read.document;
  const bad = rules.badEntry === 'file' ? entries.find((entry) => problem(entry) !== null) : undefined;
  if (bad !== undefined) return failed(path, bad);
  const under = (key: string, next: FileCredential): FileCredential => {
    const own = credHelpers.get(key) ?? '';
    const helper = own === '' ? credsStore : own;
    if (helper !== '') {
      const source = at(
        lineOf(own === '' ? 'credsStore' : 'credHelpers'),
        `${own === '' ? 'credsStore' : 'credHelpers'}: ${helper}`,
      );
      const none = next.ok ? next.credential : stopOf(next);
      const then = none === null ? {} : { none, failed: null };
      return { ok: true, credential: helperCredential(host, { name: helper, server: key, source }, then) };
    }
    const entry = entries.find((each) => each.key === key) ?? entries.find((each) => hostOf(each.key) === key);
    if (entry === undefined) return next;
    if (problem(entry) !== null) return failed(path, entry);
    const credential = credentialOf(path, entry, at(entry.line, entry.key));
    return credential === null ? next : { ok: true, credential };
  };
  return keys.toReversed().reduce<FileCredential>((next, key) => under(key, next), after);
}

/** No login anywhere. */
export const NONE: FileCredential = { ok: true, credential: null };

function stopOf({ failure, text, source }: FileCredential & { ok: false }): CredentialStop {
  return { kind: 'stop', failure, because: text, source };
}

/** Credentials of a file whose key differs from the registry's in port or letter case only: not used, with the key they belong under. */
export function fileNearMisses(host: Host, path: string, registry: string): Observation[] {
  const read = readAuthDocument(host.files, path, false);
  if (!read.ok || read.document === null) return [];
  return read.document.entries.flatMap((entry) => {
    const name = hostOf(entry.key);
    if (name === registry || credentialOf(path, entry, { kind: 'file', name: path, line: null, says: '' }) === null)
      return [];
    if (portless(name) !== portless(registry)) return [];
    const why =
      name.toLowerCase() === registry.toLowerCase()
        ? 'keys are compared with their case'
        : 'host and port must be the same';
    return [
      {
        code: 'auth-near-miss' as const,
        source: { kind: 'file' as const, name: path, line: entry.line, says: '' },
        text: `the credentials under ${entry.key} are not used for ${registry}: ${why}`,
        meant: 'credentials' as const,
        cure: [],
        edits: [{ path, pointer: `/auths/${escaped(registry)}`, from: `/auths/${escaped(entry.key)}` }],
      },
    ];
  });
}

/** `http://reg:5000/v1/` → `reg:5000` (docker/cli `cli/config/credentials/file_store.go`: ConvertToHostname). */
function hostOf(key: string): string {
  return key.replace(/^https?:\/\//, '').split('/')[0] ?? key;
}

/** What can't be decoded in an entry; null where nothing is wrong. */
function problem(entry: AuthEntry): string | null {
  if (entry.auth === '') return null;
  const decoded = decodeEntry(entry);
  if (decoded.kind === 'error') return decoded.text;
  return decoded.kind === 'empty' ? 'invalid auth configuration file' : null;
}

function failed(path: string, entry: AuthEntry): FileCredential {
  const source: Source = { kind: 'file', name: path, line: entry.line, says: entry.key };
  return { ok: false, failure: 'config', text: `${path}: ${problem(entry) ?? ''}`, source };
}

/** Name and password may stand in fields of their own; `auth` goes before them. */
function credentialOf(path: string, entry: AuthEntry, source: Source): CredentialRef | null {
  const matchedKey = entry.key;
  if (entry.auth !== '') {
    const kind = entry.identityToken === '' ? 'basic' : 'identity-token';
    return { id: credentialId(path, entry.key, false), kind, source, matchedKey };
  }
  const kind = entry.identityToken !== '' ? 'identity-token' : entry.ignored.includes('username') ? 'basic' : null;
  const id = configuredId({ format: 'json', path, pointer: ['auths', entry.key] });
  return kind === null ? null : { id, kind, source, matchedKey };
}

function portless(name: string): string {
  return name.replace(/:\d+$/, '').toLowerCase();
}

/** A key as a part of a JSON pointer (RFC 6901). */
function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
