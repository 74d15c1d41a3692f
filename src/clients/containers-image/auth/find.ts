import type { Host } from '../../../host/host.js';
import type { Source } from '../../../host/source.js';
import type { CredentialRef } from '../../../plan/nodes.js';
import { programPath } from '../../program-path.js';
import { credentialId } from '../auth-secret.js';
import { fileSource } from '../registries/text.js';
import { decodeEntry } from './decode.js';
import { type AuthDocument, readAuthDocument } from './document.js';
import type { AuthFile } from './files.js';
import { findInAuths } from './match.js';

/** The built-in "helper" of registries.conf that stands for the auth files. */
const AUTH_FILES = 'containers-auth.json';

/** `text` is what the program prints after `getting username and password: `. */
export type CredentialResult =
  | { readonly ok: true; readonly credential: CredentialRef | null }
  | {
      readonly ok: false;
      readonly failure: 'config' | 'credential-missing';
      readonly text: string;
      readonly source: Source;
    };

type Failed = CredentialResult & { readonly ok: false };

/** What decides where credentials are looked for. */
export interface CredentialPlaces {
  readonly files: readonly AuthFile[];
  /** `credential-helpers` of registries.conf, in order. */
  readonly helpers: readonly string[];
  readonly helpersSource: Source | null;
  /** True up to image 5.30: a failed look-up reads `1 error occurred`. */
  readonly countsErrors: boolean;
}

/**
 * The credential for `host[:port]/ns/repo` (containers/image `pkg/docker/config/config.go`: getCredentialsWithHomeDir). The first
 * helper with one wins; where none has and one failed, the program stops: a broken file breaks public pulls too.
 * What an external helper would answer is not asked here: one whose program exists counts as having a credential.
 */
export function findCredential(host: Host, places: CredentialPlaces, key: string): CredentialResult {
  const registry = key.split('/')[0] ?? key;
  const failures: Failed[] = [];
  for (const helper of places.helpers) {
    const source = places.helpersSource ?? { kind: 'default', name: 'credential-helpers', line: null, says: helper };
    const found =
      helper === AUTH_FILES
        ? findInFiles(host, places.files, key, registry)
        : askHelper(host, helper, registry, source);
    if (!found.ok) failures.push(found);
    else if (found.credential !== null) return found;
  }
  const [first] = failures;
  if (first === undefined) return { ok: true, credential: null };
  return {
    ...first,
    text: joined(
      failures.map(({ text }) => text),
      places.countsErrors,
    ),
  };
}

function joined(texts: readonly string[], countsErrors: boolean): string {
  if (countsErrors)
    return `${texts.length} error${texts.length === 1 ? '' : 's'} occurred: ${texts.map((text) => `* ${text}`).join(' ')}`;
  return texts.length === 1
    ? (texts[0] ?? '')
    : `errors looking up credentials: ${texts.map((text) => `* ${text}`).join(' ')}`;
}

function findInFiles(host: Host, files: readonly AuthFile[], key: string, registry: string): CredentialResult {
  for (const file of files) {
    const read = readAuthDocument(host.files, file.path, file.legacy);
    if (!read.ok) {
      const text = `reading JSON file "${file.path}": ${read.text}`;
      return { ok: false, failure: 'config', text, source: fileSource(file.path, read.line, '') };
    }
    if (read.document === null) continue;
    const found = findInDocument(host, file, read.document, key, registry);
    if (!found.ok || found.credential !== null) return found;
  }
  return { ok: true, credential: null };
}

/** One file (…: findCredentialsInFile): a helper named for the registry shuts out the entries of this file. */
function findInDocument(
  host: Host,
  file: AuthFile,
  document: AuthDocument,
  key: string,
  registry: string,
): CredentialResult {
  const helper = document.credHelpers.get(registry);
  if (helper !== undefined) {
    const source = fileSource(file.path, document.lineOf('credHelpers'), `credHelpers: ${registry}: ${helper}`);
    return askHelper(host, helper, registry, source);
  }
  const entry = findInAuths(document, file.legacy, key);
  if (entry === null) return { ok: true, credential: null };
  const decoded = decodeEntry(entry);
  const source = fileSource(file.path, entry.line, `auths: ${entry.key}`);
  if (decoded.kind === 'error') return { ok: false, failure: 'config', text: decoded.text, source };
  if (decoded.kind === 'empty') return { ok: true, credential: null };
  const id = credentialId(file.path, entry.key, file.legacy);
  const kind = decoded.token === null ? 'basic' : 'identity-token';
  return { ok: true, credential: { id, kind, source, matchedKey: entry.key } };
}

/** docker/docker-credential-helpers `client/client.go`: Get. */
function askHelper(host: Host, helper: string, registry: string, source: Source): CredentialResult {
  const program = `docker-credential-${helper}`;
  if (programPath(host, program) === null) {
    const text = `error getting credentials - err: exec: "${program}": executable file not found in $PATH, out: \`\``;
    return { ok: false, failure: 'credential-missing', text, source };
  }
  return { ok: true, credential: { id: `helper:${helper}#${registry}`, kind: 'basic', source, matchedKey: registry } };
}
