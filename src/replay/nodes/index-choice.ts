import type { IndexEntry } from '../../facts/facts.js';
import type { Platform } from '../../host/host.js';
import type { FollowIndex, RequestNode } from '../../plan/nodes.js';
import { manifestUrl } from '../manifest-url.js';
import { BLOCKED, type StepResult, type Walker } from '../walker.js';
import { runRequest } from './request.js';

/** Fetches the manifest; where it is an index, the child for the platform by digest. */
export function runIndex(walker: Walker, node: FollowIndex): StepResult {
  const answer = runRequest(walker, node.first);
  if (answer.kind !== 'ok' || answer.response === null) return answer;
  const { fact, key, attempt: id } = answer.response;
  if (fact.index === null) return answer;
  const child = choosePlatform(fact.index, node.platform);
  const attempt = walker.attempts.find((candidate) => candidate.id === id);
  if (attempt === undefined) return BLOCKED;
  if (child !== null) {
    const url = manifestUrl(node.first.url, child.digest);
    if (url !== null) return runRequest(walker, childRequest(node.first, url));
    return walker.fail(attempt, 'http-malformed', 'the index names a child by something that is no digest', key);
  }
  const { os, architecture, variant } = node.platform;
  const wanted = `${os}/${architecture}${variant === null ? '' : `/${variant}`}`;
  const had = [
    ...new Set(
      fact.index.map(
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
