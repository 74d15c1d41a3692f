import type { HostFiles } from '../../host/host.js';
import { parseJson } from '../../host/json.js';
import { readKubernetesSecret } from '../../host/kubernetes-secret.js';
import type { CredentialRef } from '../../plan/nodes.js';
import { configuredId } from '../configured-credential.js';
import { credentialId } from '../containers-image/auth-secret.js';
import { fileSource } from '../containers-image/registries/text.js';
import { keyringKey } from './keyring.js';

/** Entries looked at in one secret; real ones have a handful. */
const MAX_ENTRIES = 1000;

type Table = Readonly<Record<string, unknown>>;

/** One entry of a secret. */
export interface SecretEntry {
  /** As written. */
  readonly written: string;
  /** As the keyring keeps it. */
  readonly key: string;
  readonly line: number | null;
  /** Null: neither name nor password is in it, and the kubelet hands on an empty login. */
  readonly credential: CredentialRef | null;
  /** True where only an identity token is in it, which the kubelet doesn't know. */
  readonly tokenOnly: boolean;
  /** JSON pointer (RFC 6901) of the entry; null inside a Secret object, where nothing can be edited in place. */
  readonly pointer: string | null;
}

/** `text`: why none of it counts. */
export type SecretFile =
  | { readonly kind: 'entries'; readonly entries: readonly SecretEntry[]; readonly legacy: boolean }
  | { readonly kind: 'absent' }
  | { readonly kind: 'broken'; readonly text: string; readonly line: number | null };

/**
 * Reads a secret saved as a file: a Secret object (YAML or JSON), or what is in one, in the form of `.dockerconfigjson` (`{"auths": …}`) or of `.dockercfg` (the entries alone) (kubernetes
 * `pkg/credentialprovider/config.go`: DockerConfigEntry.UnmarshalJSON): `auth` overrides name and password; one bad `auth` spoils the whole file.
 */
export function readSecretFile(files: HostFiles, path: string): SecretFile {
  const read = files.read(path);
  if (read.kind === 'absent') return { kind: 'absent' };
  if (read.kind !== 'file') {
    const text = read.kind === 'unreadable' ? read.error : `read ${path}: is a directory`;
    return { kind: 'broken', text, line: null };
  }
  const object = readKubernetesSecret(read.text);
  if (object.kind === 'broken') return { kind: 'broken', text: object.text, line: null };
  const parsed = parseJson(object.kind === 'config' ? object.config : read.text);
  if (!parsed.ok && object.kind === 'config')
    return { kind: 'broken', text: `what its ${object.key} holds is no JSON: ${parsed.message}`, line: null };
  if (!parsed.ok) return { kind: 'broken', text: parsed.message, line: parsed.line };
  const { document } = parsed;
  if (!isTable(document.value)) return { kind: 'broken', text: 'it is not a JSON object', line: 1 };
  const legacy = !isTable(document.value['auths']);
  const at = legacy ? [] : ['auths'];
  const auths = legacy ? document.value : (document.value['auths'] as Table);
  const entries: SecretEntry[] = [];
  for (const [written, value] of Object.entries(auths).slice(0, MAX_ENTRIES)) {
    const line = object.kind === 'config' ? null : document.lineOf([...at, written]);
    const wrong = isTable(value) ? wrongField(value) : legacy ? null : 'it is not an object';
    if (wrong !== null)
      return { kind: 'broken', text: `the entry ${JSON.stringify(written.slice(0, 100))}: ${wrong}`, line };
    const key = keyringKey(written);
    if (!isTable(value) || key === null) continue;
    entries.push(entryOf(path, object.kind === 'config', legacy, written, key, line, value));
  }
  return { kind: 'entries', entries, legacy };
}

function entryOf(
  path: string,
  isObject: boolean,
  legacy: boolean,
  written: string,
  key: string,
  line: number | null,
  value: Table,
): SecretEntry {
  const [auth, username, password] = ['auth', 'username', 'password'].map((field) => text(value, field));
  const decoded = decode(auth ?? '');
  const hasLogin = (decoded ?? `${username}${password}`) !== '';
  // Where both are there and differ, `auth` counts, which only this name of a credential can say.
  const id =
    !isObject && decoded !== null && username !== '' && decoded !== `${username}:${password}`
      ? credentialId(path, written, legacy)
      : configuredId({ format: isObject ? 'secret' : 'json', path, pointer: legacy ? [written] : ['auths', written] });
  const escaped = written.replaceAll('~', '~0').replaceAll('/', '~1');
  return {
    written,
    key,
    line,
    credential: hasLogin ? { id, kind: 'basic', source: fileSource(path, line, written), matchedKey: written } : null,
    tokenOnly: !hasLogin && text(value, 'identitytoken') !== '',
    pointer: isObject ? null : legacy ? `/${escaped}` : `/auths/${escaped}`,
  };
}

function wrongField(value: Table): string | null {
  const field = ['auth', 'username', 'password', 'email'].find(
    (name) => value[name] !== undefined && value[name] !== null && typeof value[name] !== 'string',
  );
  if (field !== undefined) return `${field} is not a text`;
  const auth = text(value, 'auth');
  return auth !== '' && decode(auth) === null ? 'auth is not base64 of user:password' : null;
}

/** `user:password` of an `auth`, with or without padding; null where it is none. */
function decode(auth: string): string | null {
  const plain = auth.trim();
  if (plain === '' || !/^[A-Za-z0-9+/\r\n]+={0,2}$/.test(plain)) return null;
  const decoded = Buffer.from(plain, 'base64').toString('utf8');
  return decoded.includes(':') ? decoded : null;
}

function text(table: Table, field: string): string {
  const value = table[field];
  return typeof value === 'string' ? value : '';
}

function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
