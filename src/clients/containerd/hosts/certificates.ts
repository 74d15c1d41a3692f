import { posix } from 'node:path';
import type { HostsTable } from './table.js';
import { isTexts } from './table.js';

/** Paths of CA files: a text or a list of texts, relative to the file's directory (containerd `config/hosts.go`: parseHostConfig). */
export function authorityPaths(table: HostsTable, directory: string): readonly string[] | null {
  const value = table.get('ca');
  if (value === undefined) return null;
  if (typeof value === 'string') return [posix.resolve(directory, value)];
  if (isTexts(value)) return value.map((path) => posix.resolve(directory, path));
  throw table.refusal(
    'ca',
    Array.isArray(value) ? 'unable to cast an item of "ca" to string' : 'invalid type for "ca"',
  );
}

/** A client certificate; the key is in the same file where `keyPath` equals `path`. */
export interface ClientPair {
  readonly path: string;
  readonly keyPath: string;
}

/** Client certificates: a text, a list of texts, or a list of pairs (…: parseHostConfig). */
export function clientPairs(table: HostsTable, directory: string): readonly ClientPair[] | null {
  const value = table.get('client');
  if (value === undefined) return null;
  const alone = (path: string): ClientPair => {
    const certificate = posix.resolve(directory, path);
    return { path: certificate, keyPath: certificate };
  };
  if (typeof value === 'string') return [alone(value)];
  if (!Array.isArray(value)) throw table.refusal('client', 'invalid type for "client"');
  return value.map((item: unknown) => {
    if (typeof item === 'string') return alone(item);
    if (!isTexts(item)) throw table.refusal('client', 'invalid type for "client"');
    const [certificate, key] = item;
    if (item.length !== 2 || certificate === undefined || key === undefined)
      throw table.refusal('client', `invalid pair ${JSON.stringify(item)} for "client"`);
    // An empty key is joined with the directory like any other, and a directory can't be read as a key.
    return { path: posix.resolve(directory, certificate), keyPath: posix.resolve(directory, key) };
  });
}
