import { posix } from 'node:path';
import type { Host } from '../host/host.js';
import { parseJson } from '../host/json.js';
import type { Source } from '../host/source.js';
import type { CredentialRef } from '../plan/nodes.js';
import { configuredId, secretIn } from './configured-credential.js';
import { decodeEntry } from './containers-image/auth/decode.js';
import { readAuthDocument } from './containers-image/auth/document.js';
import { credentialId } from './containers-image/auth-secret.js';
import { helperCredential, helperProgram, isAbsent, otherwise } from './helper-credential.js';

/** The key of Docker Hub in every file of docker's. */
export const HUB_KEY = 'https://index.docker.io/v1/';

/** Stores that docker's CLI fills itself, leaving an empty entry in `auths` for each registry; of any other nobody knows what is in it. */
const FILLED_BY_LOGIN = ['desktop', 'osxkeychain', 'pass', 'secretservice', 'wincred'];

/** What a reader of docker's `config.json` would send for a registry. */
export interface DockerLogin {
  readonly credential: CredentialRef | null;
  /** The helper program that keeps the login and isn't there. */
  readonly missingHelper: { readonly program: string; readonly source: Source } | null;
}

/** What follows a helper that fails. `entry`: what `auths` holds under the key. `nothing`: no login. `error`: the client ends. */
export type AfterFailure = 'entry' | 'nothing' | 'error';

/** `config.json` as docker's CLI finds it: `$DOCKER_CONFIG`, else `~/.docker`. */
export function dockerConfigPath(host: Host): string {
  return posix.join(host.environment['DOCKER_CONFIG'] || posix.join(host.home, '.docker'), 'config.json');
}

/** The key under which docker's CLI keeps the login of a registry. */
export function dockerKey(registry: string): string {
  return registry === 'docker.io' ? HUB_KEY : registry;
}

/**
 * The login under a key (docker/cli `cli/config/configfile/file.go`: GetCredentialsStore, GetAuthConfig): a helper named for the registry, else the store
 * for all, else `auths`. docker's own CLI passes over a helper that fails and takes the entry beside it (`cli/config/credentials/native_store.go`: Get);
 * other programs don't. `next`: what a helper without credentials is followed by.
 */
export function dockerLogin(
  host: Host,
  path: string,
  key: string,
  afterFailure: AfterFailure,
  next: CredentialRef | null = null,
): DockerLogin {
  const read = readAuthDocument(host.files, path, false);
  if (!read.ok || read.document === null) return { credential: null, missingHelper: null };
  const { document } = read;
  const own = document.credHelpers.get(key);
  const marked = document.entries.some((entry) => entry.key === key || hostOf(entry.key) === key);
  const helper = own ?? document.credsStore;
  const entry = dockerCredential(host, path, [key]);
  if (helper === '') return { credential: entry, missingHelper: null };
  const absent = isAbsent(host, helper);
  if (own === undefined && !marked && !absent && FILLED_BY_LOGIN.includes(helper))
    return { credential: null, missingHelper: null };
  const setting = own === undefined ? 'credsStore' : 'credHelpers';
  const source: Source = { kind: 'file', name: path, line: document.lineOf(setting), says: `${setting}: ${helper}` };
  const forgiven = afterFailure === 'entry' ? entry : afterFailure === 'nothing' ? next : null;
  const credential = helperCredential(
    host,
    { name: helper, server: key, source },
    { ...otherwise(next), failed: forgiven, ...(afterFailure === 'error' ? {} : { forgives: true }) },
  );
  return { credential, missingHelper: absent ? { program: helperProgram(helper), source } : null };
}

/**
 * The credential a docker configuration file holds under one of the keys, most wanted first; keys written as URLs count for their host
 * (docker/cli `cli/config/credentials/file_store.go`: Get, ConvertToHostname). Entries with `username` and `password`, or an identity token
 * alone, count too. Helpers are not looked at. Null: none.
 */
export function dockerCredential(host: Host, path: string, keys: readonly string[]): CredentialRef | null {
  const read = readAuthDocument(host.files, path, false);
  if (!read.ok || read.document === null) return null;
  const { entries } = read.document;
  for (const key of keys) {
    const entry =
      entries.find((each) => each.key === key) ?? entries.find((each) => hostOf(each.key) === key && each.key !== key);
    if (entry === undefined) continue;
    const source: Source = { kind: 'file', name: path, line: entry.line, says: entry.key };
    const decoded = decodeEntry(entry);
    if (decoded.kind === 'secret') {
      const kind = decoded.token === null ? 'basic' : 'identity-token';
      return { id: credentialId(path, entry.key, false), kind, source, matchedKey: entry.key };
    }
    const plain = plainKind(host, path, entry.key);
    if (plain === null) continue;
    const id = configuredId({ format: 'json', path, pointer: ['auths', entry.key] });
    return { id, kind: plain, source, matchedKey: entry.key };
  }
  return null;
}

/** What an entry without a usable `auth` holds in its other fields. */
function plainKind(host: Host, path: string, key: string): CredentialRef['kind'] | null {
  const read = host.files.read(path);
  const parsed = read.kind === 'file' ? parseJson(read.text) : null;
  const root = parsed?.ok === true ? (parsed.document.value as Readonly<Record<string, unknown>>) : {};
  const auths = root['auths'] as Readonly<Record<string, unknown>> | undefined;
  const entry = auths?.[key];
  if (typeof entry !== 'object' || entry === null) return null;
  const secret = secretIn(entry as Readonly<Record<string, unknown>>);
  if (secret === null) return null;
  return secret.token === null ? 'basic' : 'identity-token';
}

function hostOf(key: string): string {
  return key.replace(/^https?:\/\//, '').split('/')[0] ?? key;
}
