import { setTimeout as sleep } from 'node:timers/promises';
import type { RoundtripLeft } from '../report/roundtrip/schema.js';
import { type ByHand, leftTag } from './by-hand.js';
import type { Ledger, SentTag } from './ledger.js';
import { removalRefusalOf } from './refusal.js';
import { removeLine } from './skopeo-lines.js';
import { runSkopeo, type Trip } from './trip.js';

/** A request that was under way when its sender was ended may still arrive; it is looked for again after this time, milliseconds. */
const LATE_MS = 1000;
/** The tag is deleted, seen to be gone, and once more where it came back. */
const MOST_ROUNDS = 4;

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

/**
 * Null where the tag is gone: the registry no longer finds what is to be deleted. That is asked in any case, because a deletion that went well is no
 * proof, and what was under way when it was interrupted may have come after it.
 */
async function removeTag(trip: Trip, sent: SentTag, { by, signal }: RemovalJob): Promise<RoundtripLeft | null> {
  const use = { access: trip.access, scratch: trip.scratch, anonymous: trip.anonymous };
  const { name } = trip.names;
  const isKnown = sent.digest !== null;
  let wasDeleted = false;
  for (let round = 0; round < MOST_ROUNDS && !signal.aborted; round += 1) {
    if (round > 0 && !isKnown) await sleep(LATE_MS, null, { signal }).catch(() => null);
    const target = isKnown && round === 0 ? `${name}@${sent.digest}` : `${name}:${sent.tag}`;
    const { outcome, refusal, says, output } = await runSkopeo(trip, removeLine(use, target), signal);
    const answer = outcome === 'ok' ? 'deleted' : removalRefusalOf(output);
    const isUnseen = outcome === 'unknown' || refusal === 'unreached' || (answer === 'denied' && !isKnown);
    if (answer === 'deleted') wasDeleted = true;
    else if (answer === 'absent' && !isUnseen) {
      if (round > 0) return null;
    } else if (answer === 'denied' && wasDeleted) return null;
    else return leftTag(sent, isUnseen ? 'unseen' : answer, by, says);
  }
  return leftTag(sent, signal.aborted ? 'unseen' : 'absent', by, null);
}
