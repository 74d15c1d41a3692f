import type { Fact } from '../../facts/facts.js';
import type { Report } from '../schema.js';
import type { Candidate } from './candidate.js';
import { certificateWords } from './certificate-words.js';
import type { Difference } from './schema.js';

/** One fact under its canonical name (`facts/keys.ts`), told apart by what it is about. */
interface Seen {
  readonly id: string;
  /** The same for facts of both reports that answer the same question, whatever the address or the name server. */
  readonly about: string;
  readonly subject: string;
  readonly kind: Difference['kind'];
  readonly says: string;
}

/** How a connect went, in words. */
const CONNECTS = {
  connected: 'connects',
  refused: 'refused',
  reset: 'reset',
  unreachable: 'unreachable',
  silent: 'no answer',
  failed: 'failed',
} as const;

/** Answers of the network that are not the same in two reports: names, connects, handshakes, certificates, requests, helpers. Times are left out. */
export function networkCandidates(good: Report, bad: Report): Candidate[] {
  const [first, second] = [seenIn(good), seenIn(bad)];
  const names = hostsByAddress([good, bad]);
  return [...second].flatMap(([about, after]) => {
    const before = first.get(about) ?? [];
    const [was, is] = [saysOf(before), saysOf(after)];
    const [sample] = after;
    // What only one of them asked follows from something else that differs.
    if (before.length === 0 || sample === undefined || was === is) return [];
    return [
      {
        difference: { kind: sample.kind, subject: named(sample.subject, names), good: was, bad: is, lines: [] },
        parts: { facts: pairs(before, after) },
        names: after.map(({ id }) => id),
      },
    ];
  });
}

/** Which names stood for an address in the walks: `10.0.0.7:443` says less than `registry.test`. */
function hostsByAddress(reports: readonly Report[]): Map<string, Set<string>> {
  const hosts = new Map<string, Set<string>>();
  for (const { attempts } of reports.flatMap(({ clients }) => clients)) {
    const urls = new Map(attempts.map(({ id, url }) => [id, url]));
    for (const { address, parent, url } of attempts) {
      const host = URL.parse((parent === null ? url : urls.get(parent)) ?? '')?.hostname;
      if (address !== null && host) hosts.set(address, (hosts.get(address) ?? new Set()).add(host));
    }
  }
  return hosts;
}

function named(subject: string, hosts: ReadonlyMap<string, ReadonlySet<string>>): string {
  const names = [...(hosts.get(subject) ?? [])].filter((name) => !subject.startsWith(name));
  return names.length === 0 ? subject : `${subject} (${names.join(', ')})`;
}

/** Each fact of the second report with the one of the first that stands for it: the same one where it is there. */
function pairs(before: readonly Seen[], after: readonly Seen[]): (readonly [bad: string, good: string])[] {
  return after.flatMap(({ id }) => {
    const other = before.find((each) => each.id === id) ?? before[0];
    return other === undefined ? [] : [[id, other.id] as const];
  });
}

function saysOf(seen: readonly Seen[]): string {
  return [...new Set(seen.map(({ says }) => says))].sort().join('; ');
}

function seenIn({ facts }: Report): Map<string, Seen[]> {
  const all = Object.entries(facts as unknown as Readonly<Record<string, Fact>>).flatMap(([id, fact]) =>
    seenOf(id, fact),
  );
  return Map.groupBy(all, ({ about }) => about);
}

function seenOf(id: string, fact: Fact): Seen[] {
  switch (fact.kind) {
    case 'dns': {
      const [, , name = '', type = ''] = id.split(' ');
      const says = fact.outcome === 'answer' ? fact.addresses.toSorted().join(', ') : fact.outcome;
      return [{ id, about: `dns ${name} ${type}`, subject: `${name} (${type})`, kind: 'name', says }];
    }
    case 'tcp':
      return [{ id, about: id, subject: id.replace(/^tcp /, ''), kind: 'address', says: CONNECTS[fact.outcome] }];
    case 'tls':
      return handshake(id, fact);
    case 'http':
      return [request(id, fact)];
    case 'helper':
      return [{ id, about: id, subject: id.replace(/^helper /, ''), kind: 'helper', says: fact.outcome }];
    case 'certificate':
      return [{ id, about: id, subject: id.replace(/^certificate /, ''), kind: 'answer', says: fact.outcome }];
  }
}

/** The certificate apart from the rest: it is what two nodes mostly differ in. */
function handshake(id: string, fact: Extract<Fact, { kind: 'tls' }>): Seen[] {
  const [, address = '', name = '-', hello = ''] = /^tls (.*) name=(\S+)(.*)$/.exec(id) ?? [];
  const port = /:(\d+)(?: to .*)?$/.exec(address)?.[1] ?? '';
  const at = name === '-' ? address : `${name}:${port}`;
  const says = [fact.outcome, fact.protocol, fact.detail].filter((word) => word !== null && word !== '').join(', ');
  const handshaken: Seen = { id, about: `tls ${at}${hello}`, subject: at, kind: 'handshake', says };
  const [leaf] = fact.chain;
  if (leaf === undefined) return [handshaken];
  const chain = fact.chain.map(certificateWords).join(' > ');
  return [handshaken, { id, about: `certificate ${at}`, subject: at, kind: 'certificate', says: chain }];
}

/** The route is left out: another address is a difference of its own. What an upload or a token is called is new every time. */
function request(id: string, fact: Extract<Fact, { kind: 'http' }>): Seen {
  const [, what = id, , rest = ''] = /^http (\S+ \S+) via (.*?) (accept=.*)$/.exec(id) ?? [];
  const subject = what.replace(/(\/blobs\/uploads\/)[^/]+$/, '$1…').replace(/\?.*$/, '');
  const said = [
    fact.outcome === 'response' ? `${fact.status}` : fact.outcome,
    ...fact.errors.map(({ code }) => code),
    ...fact.challenges.map(({ scheme, parameters }) => `${scheme} ${parameters['realm'] ?? ''}`.trim()),
    ...(fact.headers['location'] === undefined ? [] : [`to ${originOf(fact.headers['location'])}`]),
    ...(fact.contentDigest === undefined ? [] : [fact.contentDigest]),
  ];
  const asked = rest.replace(/ bytes=\d+$| serial=\d+/g, '');
  return { id, about: `http ${subject} ${asked}`, subject, kind: 'answer', says: said.join(' ') };
}

/** Signatures in a redirect's target are new every time. */
function originOf(location: string): string {
  return URL.parse(location)?.origin ?? location.replace(/\?.*$/, '');
}
