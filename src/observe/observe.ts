import type { FactBook } from '../facts/book.js';
import type { Fact } from '../facts/facts.js';
import { type FactKey, keyId } from '../facts/keys.js';

/** The part of a prober that the loop uses. */
export interface Probing {
  probe(
    key: FactKey,
    limits: { readonly stepMs: number; readonly signal: AbortSignal; siblingRoundTripMs(): number | null },
  ): Promise<Fact>;
}

export interface ObserveOptions {
  readonly facts: FactBook;
  readonly prober: Probing;
  /** What replays still need, most wanted first; called again after every new fact. */
  readonly required: () => readonly FactKey[];
  /** What is likely needed soon; probed alongside, never waited for. */
  readonly scouted: () => readonly FactKey[];
  /** Longest time for one probe, milliseconds. */
  readonly stepMs: number;
  /** Ends the whole observation; what is still needed then stays unknown. */
  readonly signal: AbortSignal;
  /** Called when a probe starts and when it ends, for progress. */
  readonly onProbe: (event: { readonly key: FactKey; readonly fact: Fact | null }) => void;
}

/** One key is asked once a run, whatever asks for it; a probe that a deadline cut off leaves no fact. */
export interface Observer {
  /** Probes until nothing is required, or the signal ends it. */
  observe(options: Pick<ObserveOptions, 'required' | 'scouted'>): Promise<void>;
}

/** More probes than this are never under way at once: a hostile answer can't turn one check into a scan. */
const MAX_PROBES_AT_ONCE = 48;
/** Nor are more than this asked in one run. */
const MAX_PROBES = 400;

/** Makes the loop between replay and the network: needs → probes → facts, each key once. */
export function createObserver(options: Omit<ObserveOptions, 'required' | 'scouted'>): Observer {
  const { facts, prober, stepMs, signal, onProbe } = options;
  const underWay = new Map<string, Promise<void>>();
  const asked = new Set<string>();

  function start(key: FactKey): void {
    const id = keyId(key);
    if (asked.has(id) || facts.has(key) || underWay.size >= MAX_PROBES_AT_ONCE || asked.size >= MAX_PROBES) return;
    asked.add(id);
    onProbe({ key, fact: null });
    const limits = { stepMs, signal, siblingRoundTripMs: () => siblingRoundTrip(facts, key) };
    const done = prober.probe(key, limits).then((fact) => {
      underWay.delete(id);
      if (signal.aborted) return;
      facts.set(key, fact);
      onProbe({ key, fact });
    });
    underWay.set(id, done);
  }

  return {
    async observe({ required, scouted }) {
      const aborted = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
      for (let wanted = required(); wanted.length > 0 && !signal.aborted; wanted = required()) {
        for (const key of wanted) start(key);
        for (const key of scouted()) start(key);
        const waitedFor = wanted.flatMap((key) => underWay.get(keyId(key)) ?? []);
        if (waitedFor.length === 0) return;
        await Promise.race([...underWay.values(), aborted]);
      }
    },
  };
}

/** Round trip of an answered connect to the same address: what decides how long silence beside it must last. */
function siblingRoundTrip(facts: FactBook, key: FactKey): number | null {
  if (key.kind !== 'tcp') return null;
  let best: number | null = null;
  for (const [id, fact] of facts.entries()) {
    if (fact.kind !== 'tcp' || (fact.outcome !== 'connected' && fact.outcome !== 'refused')) continue;
    if (!id.startsWith(keyId({ ...key, port: 0 }).slice(0, -1))) continue;
    best = best === null ? fact.ms : Math.min(best, fact.ms);
  }
  return best;
}
