import { readRegistries } from './registries-file.js';
import { type Put, putInYaml } from './yaml-put.js';

/** What a change of registries.yaml brings; the rest of the file stays, line by line. */
export interface RegistriesChange {
  /** Endpoints put before those a registry has. */
  readonly endpoints?: readonly { readonly registry: string; readonly url: string }[];
  /** TLS settings of an endpoint `host[:port]`. */
  readonly tls?: readonly {
    readonly host: string;
    readonly caFile?: string;
    readonly insecureSkipVerify?: true;
  }[];
}

/** registries.yaml with a change made; null where the text can't take it (broken, aliases, a key holds something else). */
export function changedRegistries(text: string, { endpoints = [], tls = [] }: RegistriesChange): string | null {
  if (!readRegistries(text).ok) return null;
  const puts: Put[] = endpoints.map(({ registry, url }) => ({
    path: ['mirrors', registry, 'endpoint'],
    value: url,
    first: true,
  }));
  for (const { host, caFile, insecureSkipVerify } of tls) {
    const path = ['configs', host, 'tls'];
    if (insecureSkipVerify) puts.push({ path: [...path, 'insecure_skip_verify'], value: true });
    if (caFile !== undefined) puts.push({ path: [...path, 'ca_file'], value: caFile });
  }
  let written = text;
  for (const put of puts) {
    const next = putInYaml(written, put);
    if (next === null || !holds(next, put)) return null;
    written = next;
  }
  return written;
}

/** True where the text still is registries.yaml, and says what was put in. */
function holds(text: string, { path, value, first }: Put): boolean {
  const read = readRegistries(text);
  if (!read.ok) return false;
  const { document } = read.file;
  const at = first ? [...path, 0] : [...path];
  const found = at.reduce<unknown>(
    (table, key) =>
      typeof table === 'object' && table !== null ? (table as Record<string | number, unknown>)[key] : undefined,
    document.value,
  );
  return found === value;
}
