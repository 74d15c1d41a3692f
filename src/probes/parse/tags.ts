import type { HttpFact } from '../../facts/facts.js';
import { cleanText } from '../../text/clean.js';
import { asList } from './json.js';

/** Tags kept of one list: as many as are asked for; some registries send all they have, tens of thousands. */
const MAX_TAGS = 1000;
/** A tag has at most 128 characters (distribution-spec "Pulling manifests"). */
const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
const MAX_TAG_CHARACTERS = 128;

/** Tags of a list (distribution-spec "Listing Tags"), in the registry's order; what can't be a tag is left out. Nothing where the body is no tag list. */
export function readTags(body: Readonly<Record<string, unknown>>): Pick<HttpFact, 'tags'> {
  // A repository whose tags are all gone has `null` there (distribution).
  if (!('tags' in body) || !(Array.isArray(body.tags) || body.tags === null)) return {};
  const tags: string[] = [];
  for (const each of asList(body.tags)) {
    if (tags.length >= MAX_TAGS) break;
    if (typeof each === 'string' && TAG.test(each)) tags.push(cleanText(each, MAX_TAG_CHARACTERS));
  }
  return { tags };
}
