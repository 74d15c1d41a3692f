import type { HttpFact } from '../facts/facts.js';
import { type HttpKey, keyId } from '../facts/keys.js';
import { repositoryIn } from './asked.js';
import type { Cause, DiagnosisContext } from './context.js';

/** Tags asked for at once: one page of most registries, a few tens of kilobytes. */
const PAGE = 1000;
/** Error codes by which a registry says that the repository itself is missing (distribution-spec "Error Codes", and what registries made of it). */
const REPOSITORY_CODES: readonly string[] = ['NAME_UNKNOWN', 'REPOSITORY_UNKNOWN', 'REPOSITORY_NOT_FOUND'];
const NOT_FOUND = 404;

/** What the list of tags says of a manifest that is not there. */
export type TagList =
  /** `complete`: false where the registry has more than were asked for. */
  | { readonly kind: 'tags'; readonly tags: readonly string[]; readonly complete: boolean; readonly fact: string }
  /** The list names the repository as missing. */
  | { readonly kind: 'no-repository'; readonly status: number; readonly said: string; readonly fact: string }
  /** It was refused, or brought nothing of use. */
  | { readonly kind: 'refused'; readonly status: number | null; readonly fact: string }
  /** Nobody has asked (yet), or there was no way to. */
  | { readonly kind: 'unasked' };

/**
 * The tags there are, asked once after a manifest was refused as missing, with what the manifest request carried; where the first page is full, once
 * more from just before the wanted tag on (lists are in lexical order: distribution-spec "Listing Tags").
 */
export function tagList(cause: Cause, wanted: string, context: DiagnosisContext): TagList {
  const { walk } = cause.case;
  const manifest = walk.manifestsAsked?.find((key) => keyId(key) === cause.failure.fact);
  const url = manifest === undefined ? null : URL.parse(manifest.url);
  const repository = url === null ? null : repositoryIn(url);
  if (manifest === undefined || url === null || repository === null) return { kind: 'unasked' };
  const first = keyFor(manifest, url, repository, '');
  const list = read(context.trials.wanted(first), keyId(first));
  if (list.kind !== 'tags' || list.complete || wanted.includes(':')) return list;
  const near = keyFor(manifest, url, repository, before(wanted));
  const more = read(context.trials.wanted(near), keyId(near));
  return more.kind === 'tags' ? { ...list, tags: [...list.tags, ...more.tags] } : list;
}

function keyFor(manifest: HttpKey, url: URL, repository: string, last: string): HttpKey {
  const from = last === '' ? '' : `&last=${encodeURIComponent(last)}`;
  return {
    ...manifest,
    method: 'GET',
    url: `${url.origin}/v2/${repository}/tags/list?n=${PAGE}${from}`,
    accept: 'tags',
  };
}

/** Where the neighbours of a tag begin: what comes before its last part, or before its last letters. */
function before(tag: string): string {
  return /^(.+)[._-][^._-]+$/.exec(tag)?.[1] ?? tag.slice(0, Math.max(1, tag.length - 2));
}

function read(fact: HttpFact | undefined, id: string): TagList {
  if (fact === undefined) return { kind: 'unasked' };
  const { status, tags, errors } = fact;
  if (status === 200 && tags != null) return { kind: 'tags', tags, complete: tags.length < PAGE, fact: id };
  const named = errors.find(({ code }) => REPOSITORY_CODES.includes(code));
  if (status === NOT_FOUND && named !== undefined) {
    const said = named.message === '' ? named.code : `${named.code}: ${named.message}`;
    return { kind: 'no-repository', status, said, fact: id };
  }
  return { kind: 'refused', status, fact: id };
}
