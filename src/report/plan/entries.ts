import type { Source } from '../../host/source.js';
import type { FollowBlobs, FollowNode, OneOfNode, PlanNode, RequestNode } from '../../plan/nodes.js';
import { attemptEntry, type Challenge, planSource } from './attempt.js';
import { failureWords } from './failure-words.js';
import type { PlanAttempt, PlanEntry } from './schema.js';

/** Entries of one client: more is nothing that anyone reads (a table of thousands of mirrors). */
const MAX_ENTRIES = 400;

const REPORTS: Readonly<Record<OneOfNode['report'], string>> = {
  first: 'the first failure',
  last: 'the last failure',
  joined: 'all failures',
  priority: 'the most telling failure',
  'first-visible': 'the first failure that is no 404',
};

/** Where a failure leads: the attempt that opens the next way, known once that way has been walked. */
interface Exit {
  readonly when: string;
  readonly to: { number: number | null };
}

/** One way of a `oneOf` or `race`; after a commit its failures are those of the whole choice. */
interface Way {
  committed: boolean;
  /** Label of the choice; null for a race. */
  readonly label: string | null;
  readonly exit: Exit | null;
  readonly outer: Way | null;
}

interface Place {
  readonly depth: number;
  readonly way: Way | null;
  readonly challenged: Challenge | null;
  /** What is to be said of each request in this branch. */
  readonly notes?: readonly string[];
  /** Why this branch is walked at all; stands in for requests that give no reason of their own. */
  readonly because: readonly Source[];
}

/** A plan as a flat list in the order of time. Branches that hang on a fact stand one after the other, each under its condition. */
export function planEntries(root: PlanNode): PlanEntry[] {
  const entries: PlanEntry[] = [];
  const pending: { readonly attempt: PlanAttempt; readonly exit: Exit }[] = [];
  let attempts = 0;
  const full = (): boolean => entries.length >= MAX_ENTRIES;

  function request(node: RequestNode, place: Place, more: { rule?: Challenge['rule']; notes?: string[] } = {}): void {
    attempts += 1;
    const { depth, challenged } = place;
    const entry = attemptEntry(node, {
      depth,
      number: attempts,
      rule: more.rule ?? null,
      challenged,
      notes: [...(more.notes ?? []), ...(place.notes ?? [])],
    });
    if (entry.because.length === 0) entry.because = place.because.map(planSource);
    entries.push(entry);
    const exit = exitOf(place.way);
    if (exit !== null) pending.push({ attempt: entry, exit });
  }

  function walk(node: PlanNode, place: Place): void {
    if (full()) {
      if (entries.at(-1)?.kind !== 'cut') entries.push({ kind: 'cut', depth: place.depth });
      return;
    }
    const deeper = { ...place, depth: place.depth + 1 };
    switch (node.kind) {
      case 'request':
        request(node, place);
        return;
      case 'sequence': {
        const { challenged } = place;
        let known = challenged;
        for (const step of node.steps) {
          walk(step, { ...place, challenged: known });
          // What one step has learnt from a challenge the next may send (containerd asks the origin once).
          if (step.kind === 'follow' && step.what === 'challenge' && node.ownClients === undefined)
            known = { rule: step.rule, at: lastChallenge(entries) ?? attempts };
        }
        return;
      }
      case 'commit':
        commitTo(place.way, node.of ?? null);
        return;
      case 'oneOf':
        options(node, place);
        return;
      case 'race':
        entries.push({ kind: 'race', depth: place.depth, ways: node.options.length, staggerMs: node.staggerMs });
        for (const option of node.options)
          walk(option, { ...deeper, way: { committed: false, label: null, exit: null, outer: place.way } });
        return;
      case 'retry':
        if (node.attempts < 2) {
          walk(node.body, place);
          return;
        }
        entries.push({
          kind: 'retry',
          depth: place.depth,
          attempts: node.attempts,
          delaysMs: [...node.delaysMs],
          when: failureWords(node.when),
          because: planSource(node.source),
        });
        walk(node.body, deeper);
        return;
      case 'choose': {
        const { addressesOf, within } = node.byFact;
        const condition = `an address of ${addressesOf} is in ${within.join(', ')}`;
        entries.push({
          kind: 'branch',
          depth: place.depth,
          condition: `if ${condition}`,
          because: planSource(node.source),
        });
        const committed = place.way?.committed ?? false;
        walk(node.inside, { ...deeper, because: [node.source] });
        // The other branch knows nothing of what this one has committed to.
        if (place.way !== null) place.way.committed = committed;
        entries.push({
          kind: 'branch',
          depth: place.depth,
          condition: `if no address of ${addressesOf} is`,
          because: null,
        });
        walk(node.outside, { ...deeper, because: [node.source] });
        return;
      }
      case 'stop':
        entries.push({
          kind: 'stop',
          depth: place.depth,
          failure: node.failure,
          says: node.because,
          because: node.sources.map(planSource),
        });
        return;
      case 'follow':
        follow(node, place);
        return;
    }
  }

  function follow(node: FollowNode, place: Place): void {
    switch (node.what) {
      case 'challenge':
        request(node.first, place, { rule: node.rule });
        if (node.commit === true && place.way !== null) place.way.committed = true;
        if (node.then !== null) walk(node.then, { ...place, challenged: { rule: node.rule, at: attempts } });
        return;
      case 'index': {
        const { os, architecture, variant } = node.platform;
        const platform = [os, architecture, ...(variant === null ? [] : [variant])].join('/');
        request(node.first, place, { notes: [`an index leads on to the manifest for ${platform}`] });
        return;
      }
      case 'child': {
        const { os, architecture, variant } = node.platform;
        const platform = [os, architecture, ...(variant === null ? [] : [variant])].join('/');
        walk(node.then, { ...place, notes: [`only where that was an index: the manifest for ${platform}`] });
        return;
      }
      case 'blobs':
        walk(node.one, { ...place, notes: [blobsNote(node)] });
        return;
      case 'location':
        request(node.first, place, { notes: ['the upload session is cancelled at its Location'] });
        return;
    }
  }

  function options(node: OneOfNode, place: Place): void {
    if (node.options.length > 1)
      entries.push({
        kind: 'ways',
        depth: place.depth,
        label: node.label,
        ways: node.options.length,
        reports: REPORTS[node.report],
      });
    const depth = place.depth + (node.options.length > 1 ? 1 : 0);
    const when = failureWords(node.moveOn);
    let before: { readonly text: string; readonly from: number; readonly to: number } | null = null;
    let opened: Exit | null = null;
    for (const [index, option] of node.options.entries()) {
      const text = JSON.stringify(option);
      const from: number = attempts + 1;
      if (before !== null && before.text === text && before.to >= before.from) {
        if (opened !== null) opened.to.number = before.from;
        entries.push({ kind: 'again', depth, from: before.from, to: before.to });
        opened = null;
        continue;
      }
      const exit: Exit | null = index === node.options.length - 1 ? null : { when, to: { number: null } };
      walk(option, { ...place, depth, way: { committed: false, label: node.label, exit, outer: place.way } });
      if (attempts >= from) {
        if (opened !== null) opened.to.number = from;
        before = { text, from, to: attempts };
      }
      opened = exit;
    }
  }

  walk(root, { depth: 0, way: null, challenged: null, because: [] });
  explain(entries);
  for (const { attempt, exit } of pending) attempt.movesOn = { when: exit.when, to: exit.to.number };
  return entries;
}

function blobsNote({ takes, atOnce }: FollowBlobs): string {
  const kinds = takes.map((kind) => (kind === 'layer' ? 'the first layer' : 'the configuration'));
  return `${kinds.join(atOnce === true ? ' and at the same time ' : ', then ')}, by the digest that the manifest names`;
}

/** Commits to the nearest way, or to all in to the choice with the label. */
function commitTo(way: Way | null, label: string | null): void {
  if (way === null || (label !== null && !isInside(way, label))) return;
  way.committed = true;
  if (label !== null && way.label !== label) commitTo(way.outer, label);
}

function isInside(way: Way | null, label: string): boolean {
  return way !== null && (way.label === label || isInside(way.outer, label));
}

function exitOf(way: Way | null): Exit | null {
  if (way === null) return null;
  return way.committed || way.exit === null ? exitOf(way.outer) : way.exit;
}

/** A request without a reason of its own is made for the same reason as the others at its origin. */
function explain(entries: readonly PlanEntry[]): void {
  const attempts = entries.filter((entry) => entry.kind === 'attempt');
  const reasons = new Map<string, PlanAttempt['because']>();
  for (const { url, because } of attempts.toReversed()) if (because.length > 0) reasons.set(originOf(url), because);
  for (const attempt of attempts)
    if (attempt.because.length === 0) attempt.because = reasons.get(originOf(attempt.url)) ?? [];
}

function originOf(url: string): string {
  return /^[a-z]+:\/\/[^/]*/.exec(url)?.[0] ?? url;
}

function lastChallenge(entries: readonly PlanEntry[]): number | null {
  for (const entry of entries.toReversed())
    if (entry.kind === 'attempt' && entry.credentials?.sent === 'when challenged') return entry.number;
  return null;
}
