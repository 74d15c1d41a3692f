import type { Report } from '../schema.js';
import { type Candidate, type Parts, together } from './candidate.js';
import { endOf } from './end.js';
import type { DiffClient, Difference } from './schema.js';

/** Most replays for one diff: each takes some milliseconds, and what comes after so many differences explains nothing to a person. */
const MOST_REPLAYS = 200;

/** What weighing needs: both reports, and replay of the second with parts of the first. */
export interface Scales {
  readonly good: Report;
  readonly bad: Report;
  /** What each client ends in; null where nothing can be replayed. */
  readonly endsWith: ((parts: Parts) => ReadonlyMap<string, string>) | null;
}

/** Differences with what they mean. */
export interface Weighed {
  readonly differences: readonly Difference[];
  /** Clients that come to the first report's outcome by nothing but what the first run saw and the second did not. */
  readonly unseen: readonly string[];
  /** How much of what differs was replayed; with less than all of it nothing follows from what was not found. */
  readonly replayed: 'all' | 'some' | 'none';
}

interface Weight {
  readonly weight: Difference['weight'];
  readonly clients: readonly string[];
}

/**
 * What each difference means. It explains an outcome where replay of the second report with this one as in the first comes to the first one's end;
 * it takes part where that needs several at once, none of which can be left out. Nothing is guessed.
 */
export function weigh(candidates: readonly Candidate[], scales: Scales, clients: readonly DiffClient[]): Weighed {
  const { endsWith } = scales;
  let left = MOST_REPLAYS;
  let isCut = false;
  const differing = new Set(clients.filter(({ differs }) => differs).map(({ client }) => client));
  const wanted = new Map(
    scales.good.clients.filter(({ client }) => differing.has(client)).map((each) => [each.client, endOf(each)]),
  );
  /** Clients that come to the first report's end. */
  const cured = (parts: Parts): string[] => {
    if (wanted.size === 0 || endsWith === null) return [];
    if (left === 0) {
      isCut = true;
      return [];
    }
    left -= 1;
    const ends = endsWith(parts);
    return [...wanted].filter(([client, end]) => ends.get(client) === end).map(([client]) => client);
  };
  // Where what the other run saw is enough, nothing else explains it.
  const unseen = cured({});
  for (const client of unseen) wanted.delete(client);
  const weights = new Map<Candidate, Weight>();
  for (const candidate of candidates) {
    const explained = candidate.parts === null ? [] : cured(candidate.parts);
    if (explained.length > 0) weights.set(candidate, { weight: 'explains', clients: explained });
  }
  const explained = new Set([...weights.values()].flatMap((weight) => weight.clients));
  for (const client of wanted.keys())
    if (!explained.has(client))
      for (const candidate of leastSet(candidates, (parts) => cured(parts).includes(client))) {
        const known = weights.get(candidate);
        if (known?.weight === 'explains') continue;
        weights.set(candidate, { weight: 'takes part', clients: [...(known?.clients ?? []), client] });
      }
  const differences = candidates.flatMap((candidate): Difference[] => {
    const weight = weights.get(candidate) ?? decided(candidate, scales);
    if (candidate.quiet === true && weight.weight === 'other') return [];
    return [{ ...candidate.difference, weight: weight.weight, clients: [...weight.clients] }];
  });
  return { differences, unseen, replayed: endsWith === null ? 'none' : isCut ? 'some' : 'all' };
}

/** A smallest set that cures: first what was set, then what was seen, then all; from it everything is left out that can be. */
function leastSet(candidates: readonly Candidate[], cures: (parts: Parts) => boolean): readonly Candidate[] {
  const usable = candidates.filter(({ parts }) => parts !== null);
  const seen = usable.filter(({ parts }) => parts?.facts !== undefined);
  const set = usable.filter((candidate) => !seen.includes(candidate));
  const start = [set, seen, usable].find(
    (group) => group.length > 1 && cures(together(group.map(({ parts }) => parts))),
  );
  if (start === undefined) return [];
  let kept = start;
  for (const candidate of start) {
    const rest = kept.filter((each) => each !== candidate);
    if (rest.length > 0 && cures(together(rest.map(({ parts }) => parts)))) kept = rest;
  }
  return kept;
}

/** Whether a walk or a finding of either report names it. */
function decided({ names }: Candidate, { good, bad }: Scales): Weight {
  const named = (text: string | null | undefined): boolean =>
    text != null && names.some((name) => mentions(text, name));
  const clients = [good, bad].flatMap((report) => [
    ...report.clients
      .filter(
        ({ sources, attempts }) =>
          sources.some(({ path, says }) => named(path) || named(says)) ||
          attempts.some(
            ({ credentialFrom, facts, wasted, outcome }) =>
              named(credentialFrom) || ((wasted || outcome !== 'ok') && facts.some((fact) => names.includes(fact))),
          ),
      )
      .map(({ client }) => client),
    ...report.findings
      .filter(
        ({ severity, location, evidence }) =>
          severity !== 'info' &&
          (named(location?.path) ||
            evidence.some(({ text, fact }) => named(text) || (fact !== null && names.includes(fact)))),
      )
      .flatMap((finding) => finding.clients),
  ]);
  return clients.length === 0
    ? { weight: 'other', clients: [] }
    : { weight: 'decides', clients: [...new Set(clients)] };
}

/** `/etc/hosts` is not meant by `/etc/hosts.toml`, nor `HOME` by `HOMEPAGE`. */
function mentions(text: string, name: string): boolean {
  if (name === '') return false;
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
    const around = `${text[at - 1] ?? ' '}${text[at + name.length] ?? ' '}`;
    if (!/[\w-]/.test(around) && !/^\.\w/.test(text.slice(at + name.length))) return true;
  }
  return false;
}
