import type { YamlDocument } from '../../host/yaml.js';
import { parseYaml } from '../../host/yaml.js';

/** Registries, endpoints and rewrites looked at in one file; real ones have a handful. */
const MAX_ENTRIES = 200;

export interface MirrorEntry {
  /** As written: a registry's name, or `*`. */
  readonly key: string;
  readonly endpoints: readonly string[];
  readonly rewrites: readonly (readonly [pattern: string, replacement: string])[];
}

export interface TlsEntry {
  readonly caFile: string;
  readonly certFile: string;
  readonly keyFile: string;
  readonly insecureSkipVerify: boolean;
}

export interface ConfigEntry {
  readonly key: string;
  /** Present where the file has an `auth` table, whatever is in it. The secret itself stays in the file. */
  readonly auth: { readonly kind: 'basic' | 'identity-token' | 'none' | 'undecodable' } | null;
  readonly tls: TlsEntry | null;
}

/** What registries.yaml says, as the agent decodes it (wharfie `pkg/registries/types.go`). */
export interface RegistriesEntries {
  readonly mirrors: readonly MirrorEntry[];
  readonly configs: readonly ConfigEntry[];
  /** The deprecated `auths`, which nothing reads. */
  readonly auths: readonly string[];
}

export interface RegistriesFile extends RegistriesEntries {
  readonly document: YamlDocument;
}

export type RegistriesResult =
  | { readonly ok: true; readonly file: RegistriesFile }
  | { readonly ok: false; readonly line: number | null; readonly message: string };

/** Never leaves this file. */
class WrongType extends Error {
  constructor(
    readonly path: readonly (string | number)[],
    wanted: string,
    value: unknown,
  ) {
    super(`cannot unmarshal ${tagOf(value)} into ${wanted}`);
  }
}

/**
 * Decodes registries.yaml as yaml.v2 does without strictness (wharfie `pkg/registries/registries.go`: GetPrivateRegistries): unknown keys are
 * dropped without a word, keys are matched in their exact case, a wrong type or broken YAML is an error that stops the agent.
 */
export function readRegistries(text: string): RegistriesResult {
  const tab = text.split('\n').findIndex((line) => /^ *\t+[ \t]*[^\s#]/.test(line));
  const parsed = parseYaml(text);
  if (!parsed.ok) return { ok: false, line: parsed.line, message: parsed.message };
  if (tab !== -1) return { ok: false, line: tab + 1, message: 'found character that cannot start any token' };
  const { document } = parsed;
  try {
    const root = table([], document.value, 'registries.Registry');
    return {
      ok: true,
      file: {
        mirrors: entries(['mirrors'], root['mirrors'], 'map[string]registries.Mirror').map(([key, value]) =>
          mirror(document, key, value),
        ),
        configs: entries(['configs'], root['configs'], 'map[string]registries.RegistryConfig').map(([key, value]) =>
          config(document, key, value),
        ),
        auths: entries(['auths'], root['auths'], 'map[string]registries.AuthConfig').map(([key]) => key),
        document,
      },
    };
  } catch (error) {
    if (!(error instanceof WrongType)) throw error;
    return { ok: false, line: document.lineOf(error.path), message: error.message };
  }
}

function mirror(document: YamlDocument, key: string, value: unknown): MirrorEntry {
  const at = ['mirrors', key];
  const entry = table(at, value, 'registries.Mirror');
  const list = entry['endpoint'] ?? [];
  if (!Array.isArray(list)) throw new WrongType([...at, 'endpoint'], '[]string', list);
  const endpoints = list
    .slice(0, MAX_ENTRIES)
    .map((_, index) => textAt(document, [...at, 'endpoint', index], list[index]));
  const rewritten = entries([...at, 'rewrite'], entry['rewrite'], 'map[string]string');
  const rewrites = rewritten.map(([pattern, replacement]): [string, string] => [
    pattern,
    textAt(document, [...at, 'rewrite', pattern], replacement),
  ]);
  return { key, endpoints, rewrites };
}

function config(document: YamlDocument, key: string, value: unknown): ConfigEntry {
  const at = ['configs', key];
  const entry = table(at, value, 'registries.RegistryConfig');
  const read = (name: string): [Readonly<Record<string, unknown>> | null, (field: string) => string] => {
    const found = entry[name];
    if (found === undefined || found === null) return [null, () => ''];
    const fields = table([...at, name], found, 'registries table');
    return [fields, (field) => textAt(document, [...at, name, field], fields[field])];
  };
  const [auth, authText] = read('auth');
  const [tls, tlsText] = read('tls');
  const skip = tls?.['insecure_skip_verify'] ?? false;
  if (typeof skip !== 'boolean') throw new WrongType([...at, 'tls', 'insecure_skip_verify'], 'bool', skip);
  return {
    key,
    auth: auth === null ? null : { kind: authKind(authText) },
    tls:
      tls === null
        ? null
        : {
            caFile: tlsText('ca_file'),
            certFile: tlsText('cert_file'),
            keyFile: tlsText('key_file'),
            insecureSkipVerify: skip,
          },
  };
}

/** In containerd's order (containerd `internal/cri/server/images/image_pull.go`: ParseAuth): name, identity token, `auth`. */
function authKind(text: (field: string) => string): NonNullable<ConfigEntry['auth']>['kind'] {
  const fields = ['username', 'password', 'identity_token', 'auth'].map(text);
  const [username = '', , token = '', auth = ''] = fields;
  if (username !== '') return 'basic';
  if (token !== '') return 'identity-token';
  if (auth === '') return 'none';
  return /^[^:]+:/.test(Buffer.from(auth, 'base64').toString('utf8')) ? 'basic' : 'undecodable';
}

function table(at: readonly string[], value: unknown, wanted: string): Readonly<Record<string, unknown>> {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value)) throw new WrongType(at, wanted, value);
  return value as Readonly<Record<string, unknown>>;
}

function entries(at: readonly string[], value: unknown, wanted: string): readonly (readonly [string, unknown])[] {
  return Object.entries(table(at, value, wanted)).slice(0, MAX_ENTRIES);
}

/** Scalars of any kind decode into text as written; null leaves it empty. */
function textAt(document: YamlDocument, at: readonly (string | number)[], value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'object') throw new WrongType(at, 'string', value);
  return document.textOf(at) ?? String(value);
}

function tagOf(value: unknown): string {
  if (Array.isArray(value)) return '!!seq';
  if (typeof value === 'object') return '!!map';
  if (typeof value === 'boolean') return '!!bool';
  return typeof value === 'number' ? '!!int' : '!!str';
}
