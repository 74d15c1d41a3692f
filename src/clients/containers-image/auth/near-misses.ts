import type { Host } from '../../../host/host.js';
import type { Observation } from '../../client.js';
import { fileSource } from '../registries/text.js';
import type { ToolFeatures } from '../versions.js';
import { decodeEntry } from './decode.js';
import { type AuthDocument, type AuthEntry, readAuthDocument } from './document.js';
import { type AuthFile, defaultAuthFiles } from './files.js';
import { findInAuths } from './match.js';

/** Near misses told for one registry; more would bury the first. */
const MOST = 8;

/**
 * Credentials that look meant for `host[:port]/ns/repo` but are not used, for a client that found none. `read` are the files it reads;
 * files of the default places that it doesn't read count too. `logical` is the registry the user wrote, where a rewrite changed it.
 */
export function authNearMisses(
  host: Host,
  features: Pick<ToolFeatures, 'tool' | 'version'>,
  read: readonly AuthFile[],
  key: string,
  logical: string | null,
): Observation[] {
  const found: Observation[] = [];
  for (const file of read) {
    const document = documentOf(host, file);
    if (document !== null) found.push(...inDocument(file, document, key, logical));
  }
  for (const file of defaultAuthFiles(host, features)) {
    if (read.some(({ path }) => path === file.path)) continue;
    const document = documentOf(host, file);
    const entry = document === null ? null : findInAuths(document, file.legacy, key);
    if (entry !== null && holdsSecret(entry)) {
      found.push(
        observation(
          file,
          entry.line,
          `${file.path} has credentials for ${entry.key}, but this client does not read that file`,
        ),
      );
    }
  }
  return found.slice(0, MOST);
}

/** Entries of a file that hold nothing this family reads, whatever is asked for: no login comes of them. */
export function unusableEntries(file: AuthFile, document: AuthDocument): Observation[] {
  return document.entries
    .filter((entry) => !holdsSecret(entry))
    .slice(0, MOST)
    .map((entry) => unusable(file, document, entry));
}

function documentOf(host: Host, file: AuthFile): AuthDocument | null {
  const read = readAuthDocument(host.files, file.path, file.legacy);
  return read.ok ? read.document : null;
}

function inDocument(file: AuthFile, document: AuthDocument, key: string, logical: string | null): Observation[] {
  const registry = key.split('/')[0] ?? key;
  const matching = findInAuths(document, file.legacy, key);
  const found: Observation[] = [];
  if (matching !== null && !holdsSecret(matching)) found.push(unusable(file, document, matching));
  for (const entry of document.entries) {
    if (entry === matching || !holdsSecret(entry)) continue;
    const reason = whyNot(entry.key, registry, key, logical);
    if (reason === null) continue;
    const edits = [{ path: file.path, pointer: pointer(file, registry), from: pointer(file, entry.key) }];
    found.push({
      ...observation(file, entry.line, `the credentials under ${entry.key} are not used for ${key}: ${reason}`),
      edits,
    });
  }
  if (matching === null && document.credsStore !== '' && !document.credHelpers.has(registry)) {
    const text = `credentials in Docker's store ${document.credsStore} are not used: this client does not read credsStore`;
    found.push(observation(file, document.lineOf('credsStore'), text));
  }
  return found;
}

/** An entry that matches but holds nothing this family reads. */
function unusable(file: AuthFile, document: AuthDocument, entry: AuthEntry): Observation {
  const start = `the entry ${entry.key} matches but holds nothing this client reads: `;
  if (entry.ignored.length > 0)
    return observation(file, entry.line, `${start}${entry.ignored.join(' and ')} do not count, only auth does`);
  const store = document.credsStore === '' ? 'a credential store' : `the store ${document.credsStore}`;
  if (entry.auth === '')
    return observation(
      file,
      entry.line,
      `${start}it only marks that Docker keeps the secret in ${store}, which is not asked`,
    );
  return observation(file, entry.line, `${start}auth is not base64 of user:password`);
}

/** Why an entry's key doesn't match though it looks meant; null where it is about something else. */
function whyNot(key: string, registry: string, wanted: string, logical: string | null): string | null {
  const bare = key.replace(/^https?:\/\//, '');
  const domain = bare.split('/')[0] ?? '';
  if (domain === registry && bare === `${registry}/`)
    return 'a trailing slash without https:// in front makes it another key';
  if (domain === registry) return `it is the key of another repository than ${wanted}`;
  if (domain.toLowerCase() === registry.toLowerCase()) return 'keys are compared in upper and lower case';
  if (hostOf(domain) === hostOf(registry))
    return domain.includes(':') ? `its port is not that of ${registry}` : `the port of ${registry} is missing`;
  if (logical !== null && domain === logical)
    return `the registry is rewritten to ${registry}, and keys follow the rewritten name`;
  return null;
}

function hostOf(domain: string): string {
  return domain.replace(/:\d+$/, '').toLowerCase();
}

function holdsSecret(entry: AuthEntry): boolean {
  return decodeEntry(entry).kind === 'secret';
}

/** JSON pointer (RFC 6901) of an entry. */
function pointer(file: AuthFile, key: string): string {
  const escaped = key.replaceAll('~', '~0').replaceAll('/', '~1');
  return file.legacy ? `/${escaped}` : `/auths/${escaped}`;
}

function observation(file: AuthFile, line: number | null, text: string): Observation {
  return { code: 'auth-near-miss', source: fileSource(file.path, line, ''), text, meant: 'credentials', cure: [] };
}
