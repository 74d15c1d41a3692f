import { parseJson } from '../host/json.js';
import type { Source } from '../host/source.js';
import type { CredentialRef } from '../plan/nodes.js';
import type { ConfiguredSecret } from './configured-credential.js';
import { decodeEntry } from './containers-image/auth/decode.js';

type Environment = Readonly<Record<string, string>>;
type Table = Readonly<Record<string, unknown>>;

/** Logins in a variable, in the form of `config.json`, which go before every file. */
export const AUTH_VARIABLE = 'DOCKER_AUTH_CONFIG';
/** docker/cli 28.3.0: the first release whose CLI reads it; GitLab's runner did long before. */
export const AUTH_VARIABLE_SINCE = '28.3.0';
const PREFIX = `environment:${AUTH_VARIABLE}#/auths/`;

/**
 * The login that the variable holds under exactly this key (docker/cli `cli/config/configfile/file.go`: parseEnvConfig). A field beside `auths` and `auth`,
 * or an entry that can't be decoded, makes the whole variable count for nothing. Null: none.
 */
export function variableCredential(environment: Environment, key: string): CredentialRef | null {
  if (!variableEntries(environment).has(key)) return null;
  const source: Source = { kind: 'environment', name: AUTH_VARIABLE, line: null, says: key };
  return { id: `${PREFIX}${key}`, kind: 'basic', source, matchedKey: key };
}

/** The secret under a name that `variableCredential` made, for the vault; null for other names. */
export function variableSecret(environment: Environment, id: string): ConfiguredSecret | null {
  return id.startsWith(PREFIX) ? (variableEntries(environment).get(id.slice(PREFIX.length)) ?? null) : null;
}

function variableEntries(environment: Environment): ReadonlyMap<string, ConfiguredSecret> {
  const none = new Map<string, ConfiguredSecret>();
  const parsed = parseJson(environment[AUTH_VARIABLE] ?? '');
  const root = parsed.ok ? parsed.document.value : null;
  if (!isTable(root) || hasOtherThan(root, 'auths') || !isTable(root['auths'])) return none;
  const found = new Map<string, ConfiguredSecret>();
  for (const [key, entry] of Object.entries(root['auths'])) {
    if (!isTable(entry) || hasOtherThan(entry, 'auth') || typeof entry['auth'] !== 'string') return none;
    const decoded = decodeEntry({ key, line: null, auth: entry['auth'], identityToken: '', ignored: [] });
    if (decoded.kind !== 'secret' || decoded.username === '') return none;
    found.set(key, decoded);
  }
  return found;
}

function hasOtherThan(table: Table, name: string): boolean {
  return Object.keys(table).some((key) => key.toLowerCase() !== name);
}

function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
