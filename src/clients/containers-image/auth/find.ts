import type { Host } from '../../../host/host.js';
import type { Source } from '../../../host/source.js';
import type { CredentialChoice, CredentialRef } from '../../../plan/nodes.js';
import { helperCredential, helperProgram, isAbsent } from '../../helper-credential.js';
import { credentialId } from '../auth-secret.js';
import { fileSource } from '../registries/text.js';
import { decodeEntry } from './decode.js';
import { type AuthDocument, readAuthDocument } from './document.js';
import type { AuthFile } from './files.js';
import { findInAuths } from './match.js';

/** The built-in "helper" of registries.conf that stands for the auth files. */
const AUTH_FILES = 'containers-auth.json';
/** Helpers asked one after another; real lists have one or two. */
const MOST_HELPERS = 10;

/** `text` is what the program prints after `getting username and password: `. */
export type CredentialResult =
  | { readonly ok: true; readonly credential: CredentialRef | null }
  | {
      readonly ok: false;
      readonly failure: 'config' | 'credential-helper';
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

/** One search: what is looked for, and where. */
interface Search {
  readonly host: Host;
  readonly places: CredentialPlaces;
  readonly helpers: readonly string[];
  readonly key: string;
  readonly registry: string;
}

/**
 * The credential for `host[:port]/ns/repo` (containers/image `pkg/docker/config/config.go`: getCredentialsWithHomeDir). The first
 * helper with one wins; where none has and one failed, the program stops: a broken file breaks public pulls too.
 * Of an external helper whose program is there the plan says what comes after each answer.
 */
export function findCredential(host: Host, places: CredentialPlaces, key: string): CredentialResult {
  const registry = key.split('/')[0] ?? key;
  // Asked again, a helper says the same.
  const helpers = [...new Set(places.helpers)].slice(0, MOST_HELPERS);
  const found = fromHelper({ host, places, helpers, key, registry }, 0, []);
  if (found?.kind !== 'stop') return { ok: true, credential: found };
  return { ok: false, failure: found.failure as Failed['failure'], text: found.because, source: found.source };
}

/** What the helpers from this place of the list on come to, `failures` being those before. */
function fromHelper(search: Search, index: number, failures: readonly Failed[]): CredentialChoice | null {
  const { host, places, helpers, registry } = search;
  const helper = helpers[index];
  if (helper === undefined) return ended(places, failures);
  if (helper === AUTH_FILES) return fromFile(search, index, 0, failures);
  const source = places.helpersSource ?? { kind: 'default', name: 'credential-helpers', line: null, says: helper };
  if (isAbsent(host, helper)) return fromHelper(search, index + 1, [...failures, missing(helper, source)]);
  const next = fromHelper(search, index + 1, failures);
  return helperCredential(host, { name: helper, server: registry, source }, next === null ? {} : { none: next });
}

/** What the auth files from this one on come to; a file that can't be used ends the look at them. */
function fromFile(search: Search, index: number, at: number, failures: readonly Failed[]): CredentialChoice | null {
  const { host, places, key, registry } = search;
  const file = places.files[at];
  const nextHelper = (more: readonly Failed[] = []) => fromHelper(search, index + 1, [...failures, ...more]);
  if (file === undefined) return nextHelper();
  const read = readAuthDocument(host.files, file.path, file.legacy);
  if (!read.ok) {
    const text = `reading JSON file "${file.path}": ${read.text}`;
    return nextHelper([{ ok: false, failure: 'config', text, source: fileSource(file.path, read.line, '') }]);
  }
  const nextFile = () => fromFile(search, index, at + 1, failures);
  if (read.document === null) return nextFile();
  // A helper named for the registry shuts out the entries of this file (…: findCredentialsInFile).
  const helper = read.document.credHelpers.get(registry);
  if (helper !== undefined) {
    const source = fileSource(file.path, read.document.lineOf('credHelpers'), `credHelpers: ${registry}: ${helper}`);
    if (isAbsent(host, helper)) return nextHelper([missing(helper, source)]);
    const none = nextFile();
    return helperCredential(
      host,
      { name: helper, server: registry, source },
      { ...(none === null ? {} : { none, failed: nextHelper() }) },
    );
  }
  const found = findInDocument(file, read.document, key);
  if (!found.ok) return nextHelper([found]);
  return found.credential ?? nextFile();
}

function ended({ countsErrors }: CredentialPlaces, failures: readonly Failed[]): CredentialChoice | null {
  const [first] = failures;
  if (first === undefined) return null;
  const because = joined(
    failures.map(({ text }) => text),
    countsErrors,
  );
  return { kind: 'stop', failure: first.failure, because, source: first.source };
}

function joined(texts: readonly string[], countsErrors: boolean): string {
  if (countsErrors)
    return `${texts.length} error${texts.length === 1 ? '' : 's'} occurred: ${texts.map((text) => `* ${text}`).join(' ')}`;
  return texts.length === 1
    ? (texts[0] ?? '')
    : `errors looking up credentials: ${texts.map((text) => `* ${text}`).join(' ')}`;
}

function findInDocument(file: AuthFile, document: AuthDocument, key: string): CredentialResult {
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
function missing(helper: string, source: Source): Failed {
  const text = `error getting credentials - err: exec: "${helperProgram(helper)}": executable file not found in $PATH, out: \`\``;
  return { ok: false, failure: 'credential-helper', text, source };
}
