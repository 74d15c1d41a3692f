import type { BlobEntry, HttpFact } from '../../facts/facts.js';
import type { FollowBlobs } from '../../plan/nodes.js';
import { isDigest } from '../manifest-url.js';
import type { WantedBlob } from '../memory.js';
import type { RunNode, StepResult, Walker } from '../walker.js';

/** Layers that a registry need not have: they come from elsewhere (image-spec `layer.md`: Non-Distributable Layers; Docker's foreign layers). */
const KEPT_ELSEWHERE = /\.(?:foreign\.diff|nondistributable)\./;

/** Walks what fetches a blob for the configuration and the first layer of the manifest that was fetched last. */
export function runBlobs(walker: Walker, node: FollowBlobs, run: RunNode): StepResult {
  const fact = walker.manifest === null ? undefined : walker.environment.facts.get(walker.manifest);
  const nothing: StepResult = { kind: 'ok', response: null };
  if (fact === undefined || fact.index !== null) return nothing;
  const wanted = node.takes.flatMap((kind) => wantedBlob(fact, kind, node) ?? []);
  const before = walker.memory.blob;
  const result = node.atOnce === true ? atOnce(walker, node, wanted, run) : inTurn(walker, node, wanted, run);
  walker.memory.blob = before;
  return result ?? nothing;
}

function inTurn(walker: Walker, { one }: FollowBlobs, wanted: readonly WantedBlob[], run: RunNode): StepResult | null {
  let last: StepResult | null = null;
  for (const blob of wanted) {
    walker.memory.blob = blob;
    last = run(walker, one);
    if (last.kind !== 'ok') return last;
  }
  return last;
}

/** All begin at the same moment; whichever fails first ends it, and what is not known yet of one leaves all open. */
function atOnce(walker: Walker, { one }: FollowBlobs, wanted: readonly WantedBlob[], run: RunNode): StepResult | null {
  const begin = walker.clock;
  const ended = wanted.map((blob) => {
    walker.clock = begin;
    walker.memory.blob = blob;
    const from = walker.attempts.length;
    const result = run(walker, one);
    return { result, at: walker.clock, attempts: [from, walker.attempts.length] as const };
  });
  const blocked = ended.find(({ result }) => result.kind === 'blocked');
  if (blocked !== undefined) return blocked.result;
  const failed = ended.filter(({ result }) => result.kind === 'failed').toSorted((a, b) => a.at - b.at)[0];
  walker.clock = failed?.at ?? Math.max(begin, ...ended.map(({ at }) => at));
  if (failed === undefined) return ended.at(-1)?.result ?? null;
  for (const other of ended.toReversed()) if (other !== failed) walker.cutAt(failed.at + 1, ...other.attempts);
  return failed.result;
}

function wantedBlob(fact: HttpFact, kind: WantedBlob['kind'], { sizes }: FollowBlobs): WantedBlob | null {
  const entry = kind === 'configuration' ? configuration(fact) : firstLayer(fact);
  if (entry === null || !isDigest(entry.digest)) return null;
  const size = sizes?.includes(kind) === true ? entry.size : null;
  return { digest: entry.digest, kind, size, said: entry.size };
}

function configuration({ config, configDigest }: HttpFact): BlobEntry | null {
  if (config != null) return config;
  return configDigest === null ? null : { digest: configDigest, mediaType: null, size: null };
}

function firstLayer({ layers }: HttpFact): BlobEntry | null {
  return layers?.find(({ mediaType }) => !KEPT_ELSEWHERE.test(mediaType ?? '')) ?? null;
}
