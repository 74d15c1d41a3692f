import { parseJson } from './json.js';
import { parseYaml } from './yaml.js';

type Table = Readonly<Record<string, unknown>>;

/** What a text is, as far as Kubernetes is concerned. `other`: no Secret object. `text`: in one sentence why no login can come of it. */
export type KubernetesSecret =
  | { readonly kind: 'other' }
  | { readonly kind: 'broken'; readonly text: string; readonly type: string }
  /** `config`: the file inside. `key`: under which it stands; the old form is the entries alone. */
  | {
      readonly kind: 'config';
      readonly config: string;
      readonly type: string;
      readonly key: '.dockerconfigjson' | '.dockercfg';
    };

/** The key that the kubelet reads, by the type of the secret; of any other type it takes nothing. */
const KEYS: ReadonlyMap<string, '.dockerconfigjson' | '.dockercfg'> = new Map([
  ['kubernetes.io/dockerconfigjson', '.dockerconfigjson'],
  ['kubernetes.io/dockercfg', '.dockercfg'],
]);
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
/** Longest name of a type that is told. */
const MAX_TYPE_CHARACTERS = 60;

/**
 * Reads a Secret object, as YAML or JSON, for the login that the kubelet takes out of it (kubernetes `pkg/credentialprovider/secrets/secrets.go`:
 * MakeDockerKeyring): base64 in `data`, plain in `stringData`, which the API server writes over `data`. Never throws.
 */
export function readKubernetesSecret(text: string): KubernetesSecret {
  const object = objectIn(text);
  if (object === null || object['kind'] !== 'Secret') return { kind: 'other' };
  const type = typeof object['type'] === 'string' ? object['type'] : 'Opaque';
  const broken = (why: string): KubernetesSecret => ({ kind: 'broken', text: why, type });
  const key = KEYS.get(type);
  if (key === undefined)
    return broken(
      `it is a Secret of type ${type.slice(0, MAX_TYPE_CHARACTERS)}, and the kubelet takes logins out of type kubernetes.io/dockerconfigjson (or dockercfg) only`,
    );
  const plain = fieldOf(object['stringData'], key);
  if (plain !== null) return { kind: 'config', config: plain, type, key };
  const encoded = fieldOf(object['data'], key);
  if (encoded === null) return broken(`it is a Secret of type ${type} without ${key} in its data`);
  const bare = encoded.replace(/\s/g, '');
  if (!BASE64.test(bare) || bare.length % 4 !== 0) return broken(`${key} in its data is not base64`);
  return { kind: 'config', config: Buffer.from(bare, 'base64').toString('utf8'), type, key };
}

/** The same object with another file inside and nothing else: what it was besides may quote the secret (annotations do). */
export function writeKubernetesSecret(type: string, key: string | null, config: string | null): string {
  const data = key === null || config === null ? {} : { data: { [key]: Buffer.from(config).toString('base64') } };
  return `${JSON.stringify({ apiVersion: 'v1', kind: 'Secret', type, ...data })}\n`;
}

function objectIn(text: string): Table | null {
  if (!/\bkind\b/.test(text) || !/\bSecret\b/.test(text)) return null;
  const parsed = /^\s*\{/.test(text) ? parseJson(text) : parseYaml(text);
  return parsed.ok && isTable(parsed.document.value) ? parsed.document.value : null;
}

function fieldOf(value: unknown, key: string): string | null {
  const found = isTable(value) && Object.hasOwn(value, key) ? value[key] : null;
  return typeof found === 'string' && found.trim() !== '' ? found : null;
}

function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
