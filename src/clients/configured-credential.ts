import type { ParsedDocument } from '../host/document.js';
import type { HostFiles } from '../host/host.js';
import { parseJson } from '../host/json.js';
import { readKubernetesSecret } from '../host/kubernetes-secret.js';
import { parseToml } from '../host/toml.js';
import { parseYaml } from '../host/yaml.js';

const PARSERS = { toml: parseToml, yaml: parseYaml, json: parseJson, secret: parseSecret } as const;

/** Where a client's own configuration holds a credential: a table with `username` and `password`, `auth`, or an identity token. */
export interface ConfiguredPlace {
  readonly format: keyof typeof PARSERS;
  readonly path: string;
  /** Keys that lead to the table. */
  readonly pointer: readonly string[];
}

export interface ConfiguredSecret {
  readonly username: string;
  readonly password: string;
  readonly token: string | null;
}

/** Name of a credential in a configuration file, for `CredentialRef.id`. */
export function configuredId({ format, path, pointer }: ConfiguredPlace): string {
  return `configured:${JSON.stringify([format, path, ...pointer])}`;
}

/** The secret under a name that `configuredId` made, for the vault; null where nothing usable lies there. */
export function configuredSecret(files: HostFiles, id: string): ConfiguredSecret | null {
  const place = placeOf(id);
  if (place === null) return null;
  const read = files.read(place.path);
  if (read.kind !== 'file') return null;
  const parsed = PARSERS[place.format](read.text);
  if (!parsed.ok) return null;
  const table = tableAt(parsed.document, place.pointer);
  const decides = place.format === 'secret' && typeof table?.['auth'] === 'string' && table['auth'] !== '';
  return secretIn(decides ? { auth: table['auth'] } : table);
}

/** The configuration inside a Secret object, in which `auth` counts before name and password, as for the kubelet. */
function parseSecret(text: string): ReturnType<typeof parseJson> {
  const read = readKubernetesSecret(text);
  return parseJson(read.kind === 'config' ? read.config : '{}');
}

/** The secret a table holds, as the clients take it: names and passwords first, then `auth` (base64 of `user:password`), then an identity token. */
export function secretIn(table: Readonly<Record<string, unknown>> | null): ConfiguredSecret | null {
  if (table === null) return null;
  const text = (...names: string[]): string =>
    names.map((name) => table[name]).find((value): value is string => typeof value === 'string' && value !== '') ?? '';
  const username = text('username');
  const password = text('password');
  if (username !== '') return { username, password, token: null };
  const decoded = Buffer.from(text('auth'), 'base64').toString('utf8').replace(/\0+$/, '');
  const colon = decoded.indexOf(':');
  if (colon > 0) return { username: decoded.slice(0, colon), password: decoded.slice(colon + 1), token: null };
  const token = text('identitytoken', 'identity_token');
  return token === '' ? null : { username: '', password: '', token };
}

function placeOf(id: string): ConfiguredPlace | null {
  if (!id.startsWith('configured:')) return null;
  const [format, path, ...pointer] = JSON.parse(id.slice('configured:'.length)) as [keyof typeof PARSERS, string];
  return { format, path, pointer };
}

function tableAt(document: ParsedDocument, pointer: readonly string[]): Readonly<Record<string, unknown>> | null {
  let at: unknown = document.value;
  for (const key of pointer) at = isTable(at) ? at[key] : undefined;
  return isTable(at) ? at : null;
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
