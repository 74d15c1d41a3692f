import type { FactBook } from '../facts/book.js';
import type { Fact, HttpFact } from '../facts/facts.js';
import { type FactKey, keyId } from '../facts/keys.js';
import type { Prober } from '../probes/prober.js';
import { endpointOf } from './endpoint.js';
import type { LagMeter } from './lag.js';
import {
  ANSWERS_THAT_TELL,
  MOST_REPEATS,
  MOST_REQUESTS_AT_ONCE_EACH,
  NEAR_MS,
  PROBES_AT_ONCE,
  SILENCES_THAT_TELL,
} from './limits.js';
import type { ManyOptions } from './options.js';
import { Turns } from './turns.js';

/** What is shared: who asks, where answers are kept, and what ends it all. */
export interface SharedProbing {
  readonly prober: Pick<Prober, 'probe'>;
  readonly facts: FactBook;
  readonly stepMs: number;
  readonly signal: AbortSignal;
  readonly onProbe: ManyOptions['onProbe'];
  /** Tells whether this process could have seen an answer in time. */
  readonly lag: Pick<LagMeter, 'isLate'>;
}

/** Asks each question of a run once, whoever wants to know. */
export interface SharedProber {
  /** The answer; null where the endpoint gave none to those who asked before, so that it is not asked again. Never rejects. */
  ask(key: FactKey): Promise<Fact | null>;
}

/** What an endpoint has shown of itself. */
interface Endpoint {
  readonly turns: Turns;
  /** Shortest time to an answer, ms. */
  nearestMs: number;
  answers: number;
  silences: number;
  wide: boolean;
}

/** Puts a shared memory, turns for each endpoint and turns for all before a prober. */
export function shareProber({ prober, facts, stepMs, signal, lag, onProbe }: SharedProbing): SharedProber {
  const underWay = new Map<string, Promise<Fact | null>>();
  const endpoints = new Map<string, Endpoint>();
  const all = new Turns(PROBES_AT_ONCE);
  /** Shortest round trip of an answered connect by address, ms: what decides how long silence beside it must last. */
  const roundTrips = new Map<string, number>();

  async function once(key: FactKey, id: string): Promise<Fact | null> {
    const endpoint = key.kind === 'http' ? endpointAt(endpoints, key) : null;
    await endpoint?.turns.take();
    await all.take();
    try {
      if (signal.aborted || (endpoint !== null && isSilent(endpoint))) return null;
      onProbe({ key, fact: null });
      const fact = await surely(key);
      onProbe({ key, fact });
      if (signal.aborted) return null;
      facts.setById(id, fact);
      if (endpoint !== null && fact.kind === 'http') learn(endpoint, fact);
      if (key.kind === 'tcp' && fact.kind === 'tcp' && (fact.outcome === 'connected' || fact.outcome === 'refused'))
        roundTrips.set(key.address, Math.min(fact.ms, roundTrips.get(key.address) ?? fact.ms));
      return fact;
    } finally {
      all.give();
      endpoint?.turns.give();
      underWay.delete(id);
    }
  }

  /** Silence counts only where this process was there to hear an answer. */
  async function surely(key: FactKey): Promise<Fact> {
    const siblingRoundTripMs = () => (key.kind === 'tcp' ? (roundTrips.get(key.address) ?? null) : null);
    for (let repeats = 0; ; repeats += 1) {
      const fact = await prober.probe(key, { stepMs, signal, siblingRoundTripMs });
      if (repeats >= MOST_REPEATS || signal.aborted || !isSilence(fact) || !lag.isLate()) return fact;
    }
  }

  return {
    ask(key) {
      const id = keyId(key);
      const known = facts.byId(id);
      if (known !== undefined) return Promise.resolve(known);
      const asked = underWay.get(id) ?? once(key, id);
      underWay.set(id, asked);
      return asked;
    },
  };
}

function endpointAt(endpoints: Map<string, Endpoint>, key: FactKey): Endpoint {
  const id = endpointOf(key);
  const known = endpoints.get(id);
  if (known !== undefined) return known;
  const made = { turns: new Turns(1), nearestMs: Number.POSITIVE_INFINITY, answers: 0, silences: 0, wide: false };
  endpoints.set(id, made);
  return made;
}

function isSilent({ silences }: Endpoint): boolean {
  return silences >= SILENCES_THAT_TELL;
}

/** One connection is enough for who is near; who is far away gets several once that is known. */
function learn(endpoint: Endpoint, fact: HttpFact): void {
  endpoint.silences = isSilence(fact) ? endpoint.silences + 1 : 0;
  if (fact.outcome !== 'response') return;
  endpoint.answers += 1;
  endpoint.nearestMs = Math.min(endpoint.nearestMs, fact.ms);
  if (endpoint.wide || endpoint.answers < ANSWERS_THAT_TELL || endpoint.nearestMs <= NEAR_MS) return;
  endpoint.wide = true;
  endpoint.turns.widen(MOST_REQUESTS_AT_ONCE_EACH - 1);
}

function isSilence({ outcome }: Fact): boolean {
  return outcome === 'silent' || outcome === 'stalled';
}
