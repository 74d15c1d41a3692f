import type { Meaning } from '../../client.js';
import { named, sentences } from '../../meaning.js';
import { decodeEntry } from '../auth/decode.js';
import { type AuthEntry, readAuthDocument } from '../auth/document.js';
import { keyLookupOrder, normalizeFileKey, normalizeRegistry } from '../auth/keys.js';
import type { PullReference } from '../registries/pull-sources.js';
import { fileSource } from '../registries/text.js';
import type { ToolRun } from '../run.js';

/** Logins of one file told of; real ones have a handful. */
const MOST = 100;
const READERS = 'buildah, podman, skopeo and CRI-O, all versions';

/** What the login files say: of these names, or (null) of all. The first file with a login counts; names and passwords are never told. */
export function loginMeanings(
  { host, authFiles }: Pick<ToolRun, 'host' | 'authFiles'>,
  names: readonly PullReference[] | null,
): readonly Meaning[] {
  return authFiles.flatMap(({ path, legacy }): Meaning[] => {
    const read = readAuthDocument(host.files, path, legacy);
    if (!read.ok || read.document === null) return [];
    const { entries, credHelpers, lineOf } = read.document;
    const logins = entries
      .filter((entry) => decodeEntry(entry).kind === 'secret')
      .filter(({ key }) => names === null || names.some((name) => matches(key, name, legacy)))
      .slice(0, MOST)
      .map((entry) => ({
        source: fileSource(path, entry.line, ''),
        does: `logs in as the user named there at ${where(entry)}, where it asks for a login`,
        versions: READERS,
        not: sentences(
          /:\d+(?:\/|$)/.test(entry.key) ? null : 'is not for another port of the host',
          entry.identityToken !== '' && 'the identity token counts in place of the password',
          'a file read before it goes first; docker reads ~/.docker/config.json only',
        ),
      }));
    const helpers = [...credHelpers]
      .filter(([key]) => names === null || names.some(({ registry }) => registry === key))
      .slice(0, MOST)
      .map(([key, helper]) => ({
        source: fileSource(path, lineOf('credHelpers'), ''),
        does: `docker-credential-${named(helper)} is asked for the login at ${named(key)}`,
        versions: READERS,
        not: 'is not run by regdoctor; credsStore beside it is not read by this family',
      }));
    return [...logins, ...helpers];
  });
}

function where({ key }: AuthEntry): string {
  return named(key.replace(/^https?:\/\//, ''));
}

function matches(key: string, { registry, repository }: PullReference, legacy: boolean): boolean {
  const asked = keyLookupOrder(`${registry}/${repository}`, legacy);
  return asked.includes(key) || normalizeFileKey(key, legacy) === normalizeRegistry(registry);
}
