/** Dates and times as ISO 8601 writes them. */
const TIME =
  '\\d{4}-\\d\\d-\\d\\d(?:T\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?(?:Z|[+-]\\d\\d:?\\d\\d)?)?(?![\\w-])|\\b\\d\\d:\\d\\d:\\d\\d\\b(?![:.\\w])';
/** Digests of images tell nothing to whoever doesn't have the image. */
const DIGEST = '\\bsha(?:256|384|512)[:-][0-9a-f]{6,128}\\b|(?<=sha(?:256|384|512)(?:[:-]|%3[aA]))[0-9a-f]{6,128}\\b';
/** How a control character, quotation mark or byte is written inside a text, or any byte in a URL. */
const ESCAPE = '\\\\(?:x[0-9a-fA-F]{2}|[nrtbfv"\\\\])|%[0-9a-fA-F]{2}';
const PORT = '(?::\\d{1,5}(?![\\p{L}\\p{N}]))?';
const AUTHORITY = `//(?:[^\\s/?#"'<>@]{1,256}@)?(?:\\[[0-9a-fA-F:.]+(?:%25[\\w.-]+)?\\]|[\\p{L}\\p{N}_][\\p{L}\\p{M}\\p{N}._-]*)${PORT}`;
const IPV4 = '(?<![\\p{L}\\p{N}._-])\\d{1,3}(?:\\.\\d{1,3}){3}(?![\\p{L}\\p{N}_-]|\\.[\\p{L}\\p{N}])';
/** At least two colons; what it is, its parser says. */
const IPV6 =
  '(?<![\\p{L}\\p{N}:.])(?=[0-9a-fA-F]{0,4}:[0-9a-fA-F]{0,4}:)(?:[0-9a-fA-F:]{2,39}(?<=:)\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9a-fA-F:]{2,39})(?:%[\\w.-]{1,16})?(?![\\p{L}\\p{N}:]|\\.\\d)';
const REVERSE = '(?<![\\w.-])\\d{1,3}(?:\\.\\d{1,3}){3}\\.in-addr\\.arpa\\b';
const PART = '[\\p{L}\\p{M}\\p{N}._-]+';
const SCOPE = `(?<=repository(?::|%3[aA]))${PART}(?:(?:/|%2[fF])${PART})*?(?=:|%3[aA])`;
const ACCOUNT = '(?<=[?&\\s]account=)[^&\\s"\']+';
const MAIL = '[\\p{L}\\p{N}._%+-]{1,64}@(?=[\\p{L}\\p{N}-]+\\.[\\p{L}\\p{N}.-]*\\p{L})';
const PATH = `(?:${PART})(?:/(?:${PART})?)+`;
const WORD = '[\\p{L}\\p{N}_](?:[\\p{L}\\p{M}\\p{N}._+-]*[\\p{L}\\p{M}\\p{N}_])?';

/** Fingerprints of certificates can be looked up in public logs, hardware addresses and UUIDs tell machines apart. */
const IDENTIFIER =
  '(?<![\\p{L}\\p{N}:])(?:[0-9A-Fa-f]{2}[:-]){5,63}[0-9A-Fa-f]{2}(?![\\p{L}\\p{N}:])|\\b[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\\b';

/** What is looked for, in this order, and what a text must have for it to be worth looking: most texts have little of it. */
const GROUPS: readonly {
  readonly group: string;
  readonly pattern: string;
  readonly needs: (text: string) => boolean;
}[] = [
  {
    group: 'keep',
    pattern: `${DIGEST}|${TIME}|${ESCAPE}`,
    needs: (text) => /sha|[\\%]|\d\d-\d\d|\d:\d\d/.test(text),
  },
  { group: 'authority', pattern: AUTHORITY, needs: (text) => text.includes('//') },
  { group: 'scope', pattern: SCOPE, needs: (text) => text.includes('repository') },
  { group: 'account', pattern: ACCOUNT, needs: (text) => text.includes('account=') },
  { group: 'reverse', pattern: REVERSE, needs: (text) => text.includes('in-addr') },
  { group: 'identifier', pattern: IDENTIFIER, needs: (text) => /[0-9A-Fa-f]{2}[:-][0-9A-Fa-f]{2}/.test(text) },
  { group: 'address', pattern: `${IPV6}|${IPV4}`, needs: (text) => /\d\.\d|:[0-9a-fA-F]{0,4}:/.test(text) },
  { group: 'mail', pattern: MAIL, needs: (text) => text.includes('@') },
  { group: 'path', pattern: PATH, needs: (text) => text.includes('/') },
];

const compiled = new Map<string, RegExp>();

/** The pattern that finds all there may be in a text; what has no group of its own is a word. */
export function patternFor(text: string): RegExp {
  const groups = GROUPS.filter(({ needs }) => needs(text));
  const key = groups.map(({ group }) => group).join();
  const known = compiled.get(key);
  if (known !== undefined) return known;
  const named = groups.map(({ group, pattern }) => `(?<${group}>${pattern})`);
  const made = new RegExp([...named, WORD].join('|'), 'gu');
  compiled.set(key, made);
  return made;
}
