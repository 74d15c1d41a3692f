import type { FactBook } from '../../facts/book.js';
import type { Case } from '../../findings/context.js';
import { cleanDeep, safeWords } from '../clean-deep.js';
import type { Report } from '../schema.js';
import { type Hop, hopsOf } from './hops.js';
import type { Destination, EgressDocument, EgressState, Purpose } from './schema.js';
import { stateOfAll } from './state.js';

/** What a check brought: its report for the verdict, its cases and facts for the places. */
export interface EgressInput {
  readonly report: Report;
  readonly cases: readonly Case[];
  readonly facts: FactBook;
}

/** What a firewall must let through for one reference, each place with its state as the check saw it. Pure; asks nothing. */
export function buildEgress({ report, cases, facts }: EgressInput): EgressDocument {
  const hops = cases.flatMap((entry) => hopsOf(entry, facts));
  return {
    schemaVersion: 1,
    kind: 'egress',
    operation: report.operation,
    tool: report.tool,
    startedAt: report.startedAt,
    exitCode: report.exitCode,
    reference: report.reference.input,
    vantage: report.vantage,
    verdict: report.verdict,
    summary: report.summary,
    destinations: cleanDeep(merge(hops), safeWords),
    unknown: [...report.unknown, ...cleanDeep(unseenBlobs(cases), safeWords)],
    error: report.error,
  };
}

/** Where layers come from shows only when one is asked for. */
function unseenBlobs(cases: readonly Case[]): EgressDocument['unknown'] {
  const unseen = cases.filter(
    ({ plan, walk }) =>
      plan.operation === 'pull' && !walk.attempts.some(({ step, status }) => step === 'blob' && status !== null),
  );
  if (unseen.length === 0) return [];
  return [
    {
      what: `where layers come from for ${unseen.map(({ plan }) => plan.client).join(', ')}`,
      why: 'a registry may send its clients to a storage host of another name, and on this run no layer was asked for',
      needed: unseen.some(({ walk }) => walk.outcome !== 'ok')
        ? 'a check that gets as far as the layers'
        : 'the registry’s owner',
    },
  ];
}

function merge(hops: readonly Hop[]): Destination[] {
  const places = new Map<string, Hop[]>();
  for (const hop of hops) {
    const id = `${hop.through ?? ''} ${hop.host} ${hop.port} ${hop.protocol}`;
    places.set(id, [...(places.get(id) ?? []), hop]);
  }
  return [...places.values()].flatMap((same) => mergedPlace(same)).sort((a, b) => order(a) - order(b));
}

function mergedPlace(same: readonly Hop[]): Destination[] {
  const [first] = same;
  if (first === undefined) return [];
  const addresses = new Map<string, EgressState>();
  for (const { address, state } of same.flatMap((hop) => hop.addresses)) {
    const known = addresses.get(address);
    addresses.set(address, known === undefined ? state : stateOfAll([known, state]));
  }
  const decisive = decisiveOf(same);
  return [
    {
      host: first.host,
      port: first.port,
      protocol: first.protocol,
      through: first.through,
      for: [...new Set(same.map(({ purpose }) => purpose))],
      clients: [...new Set(same.map(({ client }) => client))],
      state: decisive.state,
      why: decisive.why,
      addresses: [...addresses].map(([address, state]) => ({ address, state })),
    },
  ];
}

/** A request on a connection that is open already shows nothing of its own; one that was cut off outweighs a connect, an answer outweighs that. */
function decisiveOf(same: readonly Hop[]): Pick<Hop, 'state' | 'why'> {
  // A port of plain HTTP may well end a handshake.
  if (same.some(({ answered }) => answered === true)) return { state: 'open', why: null };
  const seen = same.filter(({ state }) => state !== 'unknown');
  const state = seen.some((hop) => hop.state === 'cut') ? 'cut' : stateOfAll(seen.map((hop) => hop.state));
  const found = same.find((hop) => hop.state === state) ?? same[0];
  return { state, why: found?.why ?? null };
}

const PURPOSES: readonly Purpose[] = [
  'names',
  'proxy',
  'mirror',
  'registry',
  'tokens',
  'blobs',
  'uploads',
  'redirects',
];

/** In the order in which a pull comes to them; what a proxy must let pass last. */
function order(place: Destination): number {
  const first = Math.min(...place.for.map((purpose) => PURPOSES.indexOf(purpose)));
  return first + (place.through === null ? 0 : PURPOSES.length);
}
