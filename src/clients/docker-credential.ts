import type { Host } from '../host/host.js';
import type { CredentialRef } from '../plan/nodes.js';
import { decodeEntry } from './containers-image/auth/decode.js';
import { readAuthDocument } from './containers-image/auth/document.js';
import { credentialId } from './containers-image/auth-secret.js';

/** The key of Docker Hub in every file of docker's. */
export const HUB_KEY = 'https://index.docker.io/v1/';

/**
 * The credential a docker configuration file holds under one of the keys, most wanted first; keys written as URLs count for their host
 * (docker/cli `cli/config/credentials/file_store.go`: Get, ConvertToHostname). Credential helpers are not looked at yet. Null: none.
 */
export function dockerCredential(host: Host, path: string, keys: readonly string[]): CredentialRef | null {
  const read = readAuthDocument(host.files, path, false);
  if (!read.ok || read.document === null) return null;
  const { entries } = read.document;
  for (const key of keys) {
    const entry =
      entries.find((each) => each.key === key) ?? entries.find((each) => hostOf(each.key) === key && each.key !== key);
    if (entry === undefined) continue;
    const decoded = decodeEntry(entry);
    if (decoded.kind !== 'secret') continue;
    return {
      id: credentialId(path, entry.key, false),
      kind: decoded.token === null ? 'basic' : 'identity-token',
      source: { kind: 'file', name: path, line: entry.line, says: entry.key },
      matchedKey: entry.key,
    };
  }
  return null;
}

function hostOf(key: string): string {
  return key.replace(/^https?:\/\//, '').split('/')[0] ?? key;
}
