import { setTimeout as sleep } from 'node:timers/promises';
import type { RoundtripLeft } from '../report/roundtrip/schema.js';
import { type ByHand, leftTag, type Remaining } from './by-hand.js';
import type { Ledger, SentTag } from './ledger.js';
import { removalRefusalOf } from './refusal.js';
import { lookLine, removeLine } from './skopeo-lines.js';
import { runSkopeo, type Trip } from './trip.js';

/** A request that was under way when its sender was ended may still arrive; it is looked for again after this time, milliseconds. */
const LATE_MS = 1000;
/** Looking and removing once more where the tag came back. */
const MOST_ROUNDS = 2;

/** What is to be removed, and how it is told where it can't be. */
export interface RemovalJob {
  readonly ledger: Ledger;
  /** Tag that stays, or null. */
  readonly keep: string | null;
  readonly by: ByHand;
  /** Ends the removal (a second Ctrl-C). */
  readonly signal: AbortSignal;
}

/** Removes what the run has sent, tag after tag, and looks whether it is gone. Gives what is left; the ledger then holds the same. */
export async function removeSent(trip: Trip, job: RemovalJob): Promise<RoundtripLeft[]> {
  const left: RoundtripLeft[] = [];
  for (const sent of job.ledger.tags) {
    if (sent.tag === job.keep && sent.digest !== null) left.push(leftTag(sent, 'kept', job.by, null));
    else {
      trip.onStep(`removing ${trip.names.name}:${sent.tag}`);
      const one = await removeTag(trip, sent, job);
      if (one === null) job.ledger.gone(sent.tag);
      else left.push(one);
    }
  }
  return left;
}

/** Null where the tag is gone. */
async function removeTag(trip: Trip, sent: SentTag, { by, signal }: RemovalJob): Promise<RoundtripLeft | null> {
  const use = { access: trip.access, scratch: trip.scratch, anonymous: trip.anonymous };
  const { name } = trip.names;
  let why: Remaining = 'unseen';
  let says: string | null = null;
  for (let round = 0; round < MOST_ROUNDS && !signal.aborted; round += 1) {
    const target = sent.digest === null || round > 0 ? `${name}:${sent.tag}` : `${name}@${sent.digest}`;
    const removed = await runSkopeo(trip, removeLine(use, target), signal);
    const refusal = removed.outcome === 'ok' ? 'absent' : removalRefusalOf(removed.output);
    why = removed.outcome === 'unknown' || removed.refusal === 'unreached' ? 'unseen' : refusal;
    says = removed.says;
    if (sent.digest === null) await sleep(LATE_MS, null, { signal }).catch(() => null);
    const look = await runSkopeo(trip, lookLine(use, `${name}:${sent.tag}`), signal);
    if (look.outcome === 'fail' && (look.refusal === 'absent' || look.refusal === 'denied')) return null;
    if (look.outcome !== 'ok') return leftTag(sent, 'unseen', by, look.says);
    if (why !== 'absent') break;
  }
  return leftTag(sent, why, by, says);
}
