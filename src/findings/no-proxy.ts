import { usesProxy } from '../plan/proxy.js';
import { isIP } from '../text/address.js';

/** An entry of NO_PROXY that was meant for this host and doesn't cover it. */
export interface NearMiss {
  readonly entry: string;
  /** Why Go's rules don't match it. */
  readonly why: string;
  /** What would match in its place, tried by the same rules; null where only naming the host would. */
  readonly instead: string | null;
}

interface Asked {
  readonly host: string;
  readonly port: string;
  /** Addresses of the name, as look-ups of this run brought them. */
  readonly addresses: readonly string[];
}

type Look = (entry: string, asked: Asked) => { readonly why: string; readonly instead: string | null } | null;

/** NO_PROXY entries of one list that are looked at for a near miss. */
const MAX_ENTRIES = 100;
/** Stars of one entry that are tried as a pattern: more is no pattern of people's, and costs time. */
const MAX_STARS = 3;

/**
 * Entries that look as if they were written for this host, and what keeps them from it (golang.org/x/net `http/httpproxy/proxy.go`: init of the
 * matchers, useProxy). An entry that is about other hosts is none.
 * @param exempt the entries as Go reads them: split at commas, trimmed, lower case.
 */
export function nearMisses(exempt: readonly string[], asked: Asked): NearMiss[] {
  return exempt.slice(0, MAX_ENTRIES).flatMap((entry): NearMiss[] => {
    for (const look of LOOKS) {
      const found = look(entry, asked);
      if (found === null) continue;
      const works = found.instead !== null && !usesProxy(found.instead.split(','), asked.host, asked.port);
      return [{ entry, why: found.why, instead: works ? found.instead : null }];
    }
    return [];
  });
}

/** What one entry would be without everything that Go doesn't know, or null where nothing is left. */
function bareEntry(entry: string): string | null {
  const bare = entry
    .replace(/^["']+|["']+$/g, '')
    .replace(/^[a-z][a-z0-9+.-]*:\/\//, '')
    .replace(/[/?#].*$/, '')
    .replace(/^\*+\.?/, '.')
    .replace(/^\.(?=[\d.:[\]]+$)/, '');
  return bare === '' || bare === '.' ? null : bare;
}

function covers(entry: string | null, { host, port }: Asked): boolean {
  return entry !== null && !usesProxy([entry], host, port);
}

const LOOKS: readonly Look[] = [
  (entry, asked) => {
    const words = entry.split(/[\s;|]+/).filter((word) => word !== '');
    if (words.length < 2 || !words.some((word) => covers(word, asked))) return null;
    return { why: 'entries are separated by commas; this is read as one name', instead: words.join(',') };
  },
  (entry, asked) => {
    if (!/^["']|["']$/.test(entry) || !covers(bareEntry(entry), asked)) return null;
    return { why: 'the quotation mark is read as a part of the name', instead: bareEntry(entry) };
  },
  (entry, asked) => {
    if (!/^[a-z][a-z0-9+.-]*:\/\//.test(entry) || !covers(bareEntry(entry), asked)) return null;
    return { why: 'an entry is a name, not a URL', instead: bareEntry(entry) };
  },
  (entry, asked) => {
    const isNetwork = /^[0-9a-f.:]+\/\d+$/.test(entry);
    if (isNetwork || !entry.includes('/') || !covers(bareEntry(entry), asked)) return null;
    return { why: 'an entry has no path', instead: bareEntry(entry) };
  },
  (entry, asked) => {
    const network = /^[0-9a-f.:]+\/\d+$/.test(entry);
    if (!network || isIP(asked.host) !== 0) return null;
    const inside = asked.addresses.find((address) => !usesProxy([entry], address, asked.port));
    return inside === undefined
      ? null
      : {
          why: `a network never covers a name: Go does not look ${asked.host} up for it, though ${inside} is in it`,
          instead: null,
        };
  },
  (entry, asked) => {
    if (isIP(entry.replace(/^\[|\]$/g, '')) === 0 || isIP(asked.host) !== 0) return null;
    return asked.addresses.includes(entry)
      ? { why: `it is the address of ${asked.host}, but the registry is asked by its name`, instead: null }
      : null;
  },
  (entry, asked) => {
    const found = /^(.+):(\d+)$/.exec(entry);
    const [, name = '', port = ''] = found ?? [];
    if (found === null || port === asked.port || !covers(name, asked)) return null;
    return { why: `it is for port ${port}, and port ${asked.port} is asked`, instead: name };
  },
  (entry, asked) => {
    const withoutDot = entry.replace(/^\*?\./, '');
    if (withoutDot === entry || !covers(withoutDot, asked)) return null;
    return { why: 'with a dot before it, it covers names below it and not the name itself', instead: withoutDot };
  },
  (entry, asked) => {
    if (!entry.includes('*') || entry.startsWith('*.') || entry.split('*').length > MAX_STARS + 1) return null;
    const pattern = new RegExp(`^${entry.split('*').map(literally).join('.*')}$`);
    if (!(pattern.test(asked.host) || asked.addresses.some((address) => pattern.test(address)))) return null;
    return { why: 'a star counts only as the whole entry or before the first dot', instead: bareEntry(entry) };
  },
  (entry, asked) => {
    const labels = entry.replace(/^\*?\./, '');
    if (!/^[a-z0-9-]+(?:\.[a-z0-9-]+)*$/.test(labels) || isIP(asked.host) !== 0) return null;
    if (!`.${asked.host}.`.includes(`.${labels}.`)) return null;
    const end = asked.host.slice(asked.host.indexOf(labels));
    return { why: `it covers names that end in ${labels}, and ${asked.host} goes on after it`, instead: `.${end}` };
  },
];

function literally(text: string): string {
  return text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
}
