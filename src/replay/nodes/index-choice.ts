import type { IndexEntry } from '../../facts/facts.js';
import { keyId } from '../../facts/keys.js';
import type { Platform } from '../../host/host.js';
import type { FollowChild, FollowIndex, PlanNode, RequestNode } from '../../plan/nodes.js';
import { isDigest, manifestUrl } from '../manifest-url.js';
import { BLOCKED, type StepResult, type Walker } from '../walker.js';
import { runRequest } from './request.js';

/** Fetches the manifest; where it is an index, the child for the platform by digest. */
export function runIndex(walker: Walker, node: FollowIndex): StepResult {
  const answer = runRequest(walker, node.first);
  if (answer.kind !== 'ok' || answer.response === null) return answer;
  const { fact, key, attempt: id } = answer.response;
  if (fact.index === null) return answer;
  const child = choosePlatform(fact.index, node.platform);
  if (child === null) return noChild(walker, fact.index, node.platform, id, key);
  const url = manifestUrl(node.first.url, child.digest);
  return url === null ? badDigest(walker, id, key) : runRequest(walker, childRequest(node.first, url));
}

/** Asks for the platform's child of the index that was answered last; nothing where that was no index. */
export function runChild(
  walker: Walker,
  node: FollowChild,
  run: (walker: Walker, node: PlanNode) => StepResult,
): StepResult {
  const key = walker.manifest;
  const fact = key === null ? undefined : walker.environment.facts.get(key);
  if (key === null || fact?.index == null) return { kind: 'ok', response: null };
  const asked = walker.attempts.findLast(({ step, outcome }) => step === 'manifest' && outcome === 'ok');
  const child = choosePlatform(fact.index, node.platform);
  if (asked === undefined) return BLOCKED;
  if (child === null) return noChild(walker, fact.index, node.platform, asked.id, keyId(key));
  if (!isDigest(child.digest)) return badDigest(walker, asked.id, keyId(key));
  walker.memory.digest = child.digest;
  return run(walker, node.then);
}

function badDigest(walker: Walker, id: number, key: string): StepResult {
  const attempt = walker.attempts.find((candidate) => candidate.id === id);
  if (attempt === undefined) return BLOCKED;
  return walker.fail(attempt, 'http-malformed', 'the index names a child by something that is no digest', key);
}

function noChild(
  walker: Walker,
  index: readonly IndexEntry[],
  platform: Platform,
  id: number,
  key: string,
): StepResult {
  const attempt = walker.attempts.find((candidate) => candidate.id === id);
  if (attempt === undefined) return BLOCKED;
  const { os, architecture, variant } = platform;
  const wanted = `${os}/${architecture}${variant === null ? '' : `/${variant}`}`;
  const had = [
    ...new Set(
      index.map(
        (entry) =>
          `${entry.os ?? '?'}/${entry.architecture ?? '?'}${entry.variant === null ? '' : `/${entry.variant}`}`,
      ),
    ),
  ];
  return walker.fail(
    attempt,
    'platform-missing',
    `no image for ${wanted} in the index, which has ${had.join(', ')}`,
    key,
  );
}

/** Variants of an architecture, most capable first; each runs what comes after it (containers/image `internal/pkg/platform/platform_matcher.go`: compatibility). */
const VARIANTS: Readonly<Record<string, readonly string[]>> = { arm: ['v8', 'v7', 'v6', 'v5'], arm64: ['v8'] };

/**
 * The child that runs on the platform, by the order in which containers/image prefers variants (…: WantedPlatforms); null when there is
 * none. A child that names no platform comes last.
 */
export function choosePlatform(index: readonly IndexEntry[], platform: Platform): IndexEntry | null {
  const same = index.filter((entry) => entry.os === platform.os && entry.architecture === platform.architecture);
  for (const variant of wantedVariants(platform)) {
    const found = same.find((entry) => (entry.variant ?? '') === variant);
    if (found !== undefined) return found;
  }
  return index.find(({ os, architecture }) => os === null && architecture === null) ?? null;
}

function wantedVariants({ architecture, variant }: Platform): readonly string[] {
  const known = VARIANTS[architecture] ?? [];
  if (variant === null || variant === '') return ['', ...known];
  const at = known.indexOf(variant);
  return at === -1 ? [variant, ''] : [...known.slice(at), ''];
}

function childRequest(first: RequestNode, url: string): RequestNode {
  const { byDigest: _itself, ...rest } = first;
  return { ...rest, url };
}
