import { textsIn } from '../redact/map-texts.js';
import type { Replaced } from '../redact/redact-hosts.js';
import type { Report } from '../schema.js';

/** What is not in a bundle though it was on the machine, counted. */
export interface TakenOut {
  readonly what: string;
  readonly count: number;
}

/** Marks that redaction leaves, and what each stands for; the first that fits a place counts. */
const MARKS: readonly { readonly what: string; readonly mark: RegExp }[] = [
  { what: 'private keys', mark: /\[private key removed\]/g },
  { what: 'certificates, for the names in them', mark: /\[certificate removed\]/g },
  // Base64 of `redacted:redacted` and its variants; the user information of URLs; keys of login files.
  {
    what: 'user names and passwords',
    mark: /\bcmVkYWN0ZWQ\w*={0,2}|redacted, was not base64|\/\/redacted@|\b(?:auth|passw(?:or)?d|username|user)["']?\s*[:=]\s*["']?redacted\b/gi,
  },
  {
    what: 'tokens and keys',
    mark: /\b[\w-]*(?:token|secret|key|authorization|cookie)["']?\s*[:=]\s*["']?redacted\b/gi,
  },
  { what: 'values of addresses that give access (signatures, states of uploads)', mark: /[?&][^=&\s"]+=redacted\b/g },
  { what: 'comments in files', mark: /\[comment removed\]/g },
  { what: 'secrets that a server said back', mark: /\[redacted\]/g },
  { what: 'values of settings that regdoctor does not know', mark: /\bredacted\b/g },
];

/**
 * What was taken out of a report, by the marks it left. Marks are counted once for each file or fact that they are in, not for each place that
 * quotes it.
 * @param replaced what `--redact-hosts` did; null without it.
 */
export function takenOut({ inputs, facts }: Report, replaced: Replaced | null): TakenOut[] {
  const counts = new Map<string, number>();
  const add = (what: string, count: number): void => void counts.set(what, (counts.get(what) ?? 0) + count);
  for (const text of textsIn([inputs, facts])) {
    let rest = text;
    for (const { what, mark } of MARKS)
      rest = rest.replace(mark, () => {
        add(what, 1);
        return '';
      });
  }
  add('tokens that were given out', Object.values(facts).filter(hasToken).length);
  if (replaced !== null) {
    add('words that may be names (hosts, repositories, users and others)', replaced.words);
    add('addresses', replaced.addresses);
  }
  return [...counts].filter(([, count]) => count > 0).map(([what, count]) => ({ what, count }));
}

function hasToken(fact: Readonly<Record<string, unknown>>): boolean {
  const token = fact['token'];
  return typeof token === 'object' && token !== null && 'present' in token && token.present === true;
}
