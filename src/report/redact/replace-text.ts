import { isAddress } from './addresses.js';
import { hostStandIn } from './host-names.js';
import { isOrdinary, isOwnWord, partsOf } from './known-words.js';
import type { Names } from './names.js';

/** Ends of names of files, which no domain has. */
const FILE_END =
  /\.(?:conf|toml|ya?ml|json|jsonl|crt|cer|cert|pem|key|d|tmpl|env|sock|service|socket|list|txt|log|html?|xml|sarif|go|js|ts|c|bak|orig|old|save|dpkg-\w+|rpm\w+|tar|gz|tgz|pid|lock|db)$/i;
/** Ends of names of files that domains have too: there the whole name must be known. */
const UNSURE_END = /\.(?:md|so|sh|py|rs|zip|mod|pub)$/i;
/** Dotted names that are no hosts: plugins of containerd, media types, keys of configuration. */
const NO_HOST = /^(?:io\.(?:containerd|kubernetes|cri-o)|vnd|plugins|registry\.(?:mirrors?|configs?|auths?)|mirrors|configs|com\.docker)\./i;
/** How a sentence goes on after a full stop without a blank. */
const LABEL = /^[\p{L}\p{N}_](?:[\p{L}\p{N}_-]*[\p{L}\p{N}_])?$/u;

const TIME = '\\d{4}-\\d\\d-\\d\\d(?:T\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?(?:Z|[+-]\\d\\d:?\\d\\d)?)?(?![\\w-])';
const DIGEST = '\\bsha(?:256|384|512)[:-][0-9a-f]{16,128}\\b|(?<![\\w.-])[0-9a-f]{64}(?![\\w-])';
/** How a control character, quotation mark or byte is written inside a text. */
const ESCAPE = '\\\\(?:x[0-9a-fA-F]{2}|[nrtbfv"\\\\])';
const PERCENT = '%[0-9a-fA-F]{2}';
const USER_INFORMATION = '(?:[^\\s/?#"\'<>@]{1,256}@)?';
const AUTHORITY = `//${USER_INFORMATION}(?:\\[[0-9a-fA-F:.]+(?:%25[\\w.-]+)?\\]|[\\p{L}\\p{N}_][\\p{L}\\p{M}\\p{N}._-]*)`;
const IPV6 = '(?<![\\p{L}\\p{N}:.])(?=[0-9a-fA-F]{0,4}:[0-9a-fA-F:]*:|[0-9a-fA-F]{1,4}:[0-9a-fA-F]{1,4}:)[0-9a-fA-F:]{2,39}(?:\\d{1,3}(?:\\.\\d{1,3}){3})?(?:%[\\w.-]{1,16})?(?![\\p{L}\\p{N}:])';
const IPV4 = '(?<![\\p{L}\\p{N}._-])\\d{1,3}(?:\\.\\d{1,3}){3}(?![\\p{L}\\p{N}_-]|\\.[\\p{L}\\p{N}])';
const REVERSE = '(?<![\\w.-])\\d{1,3}(?:\\.\\d{1,3}){3}\\.in-addr\\.arpa\\b';
const SEPARATOR = '(?:/|%2[fF])';
const PART = '[\\p{L}\\p{N}._-]+';
const IN_API = `(?<=/v2/)${PART}(?:/${PART})*?(?=/(?:manifests|blobs|tags|referrers)(?:/|\\b))`;
const IN_SCOPE = `(?<=repository(?::|%3[aA]))${PART}(?:${SEPARATOR}${PART})*?(?=:|%3[aA])`;
const ACCOUNT = '(?<=[?&\\s]account=)[^&\\s"\']+';
const HOME = '(?<=/(?:home|Users)/)[^\\s/:"\'\\]]+';
const MAIL = "[\\p{L}\\p{N}._%+-]+@(?=[\\p{L}\\p{N}-]+\\.[\\p{L}\\p{N}.-]*\\p{L})";
const WORD = '[\\p{L}\\p{N}_](?:[\\p{L}\\p{M}\\p{N}._+-]*[\\p{L}\\p{M}\\p{N}_])?';

/** What is looked for, the first that fits counts. */
const PATTERNS = {
  keep: `${DIGEST}|${TIME}|${ESCAPE}`,
  authority: AUTHORITY,
  api: IN_API,
  scope: IN_SCOPE,
  account: ACCOUNT,
  home: HOME,
  reverse: REVERSE,
  six: IPV6,
  four: IPV4,
  mail: MAIL,
  percent: PERCENT,
} as const;

/** Replaces every name in a text; numbers, our own words and punctuation stay. What is replaced is not looked at again. */
export class TextReplacer {
  readonly #names: Names;
  #pattern: RegExp | null = null;
  #builtAt = -1;

  constructor(names: Names) {
    this.#names = names;
  }

  /** @param text any text of a report. @returns the same without names. */
  replace(text: string): string {
    return text.replace(this.#compiled(), (...found) => {
      const groups = found.at(-1) as Readonly<Record<string, string | undefined>>;
      const offset = found.at(-3) as number;
      return this.#standIn(found[0] as string, groups, text, offset);
    });
  }

  #standIn(found: string, groups: Readonly<Record<string, string | undefined>>, text: string, offset: number): string {
    const names = this.#names;
    if (groups['keep'] !== undefined || groups['percent'] !== undefined) return found;
    if (groups['authority'] !== undefined) return this.#authority(found);
    if (groups['api'] !== undefined || groups['repository'] !== undefined) return names.repository(found);
    if (groups['scope'] !== undefined)
      return found
        .split(/(\/|%2[fF])/)
        .map((part, index) => (index % 2 === 1 ? part : names.repository(part)))
        .join('');
    if (groups['account'] !== undefined || groups['home'] !== undefined)
      return found === 'redacted' ? found : names.word(found, 'user');
    if (groups['mail'] !== undefined) return found === 'redacted@' ? found : `${names.word(found.slice(0, -1), 'user')}@`;
    if (groups['reverse'] !== undefined) return this.#reverse(found);
    if (groups['plain'] !== undefined) return names.host(found);
    if (groups['six'] !== undefined || groups['four'] !== undefined) return this.#address(found, text, offset);
    return this.#word(found, text, offset);
  }

  #authority(found: string): string {
    const at = found.lastIndexOf('@');
    const user = at === -1 ? '' : 'redacted@';
    return `//${user}${this.#names.host(found.slice(at === -1 ? 2 : at + 1))}`;
  }

  #reverse(found: string): string {
    const turned = (dotted: string): string => dotted.split('.').toReversed().join('.');
    return `${turned(this.#names.addresses.standIn(turned(found.slice(0, -'.in-addr.arpa'.length))))}.in-addr.arpa`;
  }

  #address(found: string, text: string, offset: number): string {
    if (!isAddress(found)) {
      // `1:2:3` of a stack or a time, or a number of four parts that is too large.
      return found.replace(/[\p{L}\p{N}_.-]+/gu, (word) => this.#word(word, '', 0));
    }
    const prefix = /^\/(\d{1,3})\b/.exec(text.slice(offset + found.length, offset + found.length + 4))?.[1] ?? null;
    return this.#names.addresses.standIn(found, prefix);
  }

  #word(found: string, text: string, offset: number): string {
    const names = this.#names;
    if (names.isHost(found) && found.includes('.')) return hostStandIn(found, names.words);
    const known = names.words.known(found);
    if (known !== undefined && !isOwnWord(found)) return known;
    if (found.includes('.') && /\p{L}/u.test(found) && !this.#isNoHost(found, text[offset - 1] ?? '')) return names.host(found);
    if (isOrdinary(found)) return found;
    return partsOf(found)
      .map((part, index) => (index % 2 === 1 || isOrdinary(part) ? part : names.word(part, 'name')))
      .join('');
  }

  /** True for dotted words that are versions, names of files, of plugins, of keys. */
  #isNoHost(found: string, before: string): boolean {
    const labels = found.split('.');
    if (!labels.every((label) => LABEL.test(label)) || !/\p{L}{2}/u.test(labels.at(-1) ?? '')) return true;
    if (labels.slice(0, -1).every((label) => /^v?\d+$/.test(label)) && isOrdinary(found)) return true;
    if (FILE_END.test(found) || NO_HOST.test(found)) return true;
    return UNSURE_END.test(found) && (before === '/' || isOrdinary(found));
  }

  #compiled(): RegExp {
    if (this.#pattern !== null && this.#builtAt === this.#names.size) return this.#pattern;
    this.#builtAt = this.#names.size;
    const repositories = alternatives(this.#names.tellingRepositories());
    const hosts = alternatives(this.#names.plainHosts());
    const groups: [string, string][] = Object.entries(PATTERNS);
    if (repositories !== null)
      groups.splice(3, 0, ['repository', `(?<![\\p{L}\\p{N}_-]|[\\p{L}\\p{N}]\\.)${repositories}(?![\\p{L}\\p{N}_-]|\\.[\\p{L}\\p{N}])`]);
    if (hosts !== null) groups.splice(3, 0, ['plain', `(?<![\\p{L}\\p{N}._-])${hosts}(?=:\\d{1,5}\\b)`]);
    const source = groups.map(([name, pattern]) => `(?<${name}>${pattern})`).join('|');
    this.#pattern = new RegExp(`${source}|${WORD}`, 'giu');
    return this.#pattern;
  }
}

/** Any of these texts, the longest first. */
function alternatives(texts: readonly string[]): string | null {
  if (texts.length === 0) return null;
  const escaped = texts.toSorted((a, b) => b.length - a.length).map((text) => text.replace(/[^\p{L}\p{N}/]/gu, (sign) => `\\u{${sign.codePointAt(0)?.toString(16)}}`));
  return `(?:${escaped.join('|')})`;
}
