import { isAddress } from './addresses.js';
import { hostStandIn } from './host-names.js';
import { hasHyphenatedAddress, isOrdinary, isOwnWord, partsOf } from './known-words.js';
import type { Names } from './names.js';
import { isNoHost } from './no-host.js';
import { replacePath } from './replace-path.js';
import { patternFor } from './text-patterns.js';

/** Characters before a path that tell what it is: the longest name of a host (RFC 1035) and its port. */
const LOOK_BACK = 262;
const REVERSE_END = '.in-addr.arpa';

/** Nothing but letters: most names of fields and values. */
const LETTERS = /^[A-Za-z]*$/;

/**
 * A text without names: addresses, hosts, repositories, users and every word that is not one of our own are replaced; numbers, our own words and
 * punctuation stay. What is met for the first time gets its stand-in here. What is replaced is not looked at again.
 */
export function replaceNames(text: string, names: Names): string {
  if (LETTERS.test(text) && isOwnWord(text)) return text;
  return text.replace(patternFor(text), (...found) => {
    const last = found.at(-1);
    const isGrouped = typeof last === 'object';
    const offset = Number(found.at(isGrouped ? -3 : -2));
    return standIn({ found: String(found[0]), groups: isGrouped ? last : {}, text, offset }, names);
  });
}

type Groups = Readonly<Record<string, string | undefined>>;

interface Match {
  readonly found: string;
  readonly groups: Groups;
  readonly text: string;
  readonly offset: number;
}

function standIn(match: Match, names: Names): string {
  const { found, groups, text, offset } = match;
  if (groups['keep'] !== undefined) return found;
  if (groups['authority'] !== undefined) return authority(found, names);
  if (groups['scope'] !== undefined) return scope(found, names);
  if (groups['account'] !== undefined) return found === 'redacted' ? found : names.word(found, 'user');
  if (groups['mail'] !== undefined) return found === 'redacted@' ? found : `${names.word(found.slice(0, -1), 'user')}@`;
  if (groups['reverse'] !== undefined) return reversed(found, names);
  if (groups['identifier'] !== undefined) return names.word(found, 'name');
  if (groups['address'] !== undefined) return address(match, names);
  if (groups['path'] !== undefined)
    return replacePath(found, text.slice(Math.max(0, offset - LOOK_BACK), offset), names, (part) =>
      replaceNames(part, names),
    );
  return word(match, names);
}

function authority(found: string, names: Names): string {
  const at = found.lastIndexOf('@');
  return `//${at === -1 ? '' : 'redacted@'}${names.host(found.slice(at === -1 ? 2 : at + 1))}`;
}

/** `team/app` or `team%2Fapp`. */
function scope(found: string, names: Names): string {
  const slash = /%2f/i.exec(found)?.[0] ?? '/';
  return names.repository(found.replaceAll(slash, '/')).replaceAll('/', slash);
}

function reversed(found: string, names: Names): string {
  const turned = (dotted: string): string => dotted.split('.').toReversed().join('.');
  return `${turned(names.addresses.standIn(turned(found.slice(0, -REVERSE_END.length))))}${REVERSE_END}`;
}

function address({ found, text, offset }: Match, names: Names): string {
  // What only looks like one: times, versions of four parts, `a:b:c`.
  if (!isAddress(found))
    return found.replace(/[^:]+/g, (part) => word({ found: part, groups: {}, text: '', offset: 0 }, names));
  const prefix = /^\/(\d{1,3})(?!\d)/.exec(text.slice(offset + found.length, offset + found.length + 5))?.[1];
  return names.addresses.standIn(found, prefix ?? null);
}

function word({ found, text, offset }: Match, names: Names): string {
  const isBeforePort = /^:\d/.test(text.slice(offset + found.length, offset + found.length + 2));
  if (names.isHost(found) && (found.includes('.') || isBeforePort)) return hostStandIn(found, names.words);
  const end = found.includes('.') ? names.hostEnd(found) : 0;
  if (end > 0) return names.host(found.slice(0, end)) + replaceNames(found.slice(end), names);
  const known = names.words.known(found);
  if (known !== undefined && !isOwnWord(found)) return known;
  if (found.includes('.') && !isNoHost(found, text[offset - 1] ?? '')) return names.host(found);
  if (isOrdinary(found)) return found;
  if (hasHyphenatedAddress(found)) return names.word(found, 'name');
  return partsOf(found)
    .map((part, index) => (index % 2 === 1 || isOrdinary(part) ? part : names.word(part, 'name')))
    .join('');
}
