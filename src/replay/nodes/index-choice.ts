import type { IndexEntry } from '../../facts/facts.js';
import type { Platform } from '../../host/host.js';
import type { FollowIndex } from '../../plan/nodes.js';
import { BLOCKED, type StepResult, type Walker } from '../walker.js';
import { runRequest } from './request.js';

/** Fetches the manifest; where it is an index, the child for the platform by digest. */
export function runIndex(walker: Walker, node: FollowIndex): StepResult {
  const answer = runRequest(walker, node.first);
  if (answer.kind !== 'ok' || answer.response === null) return answer;
  const { fact, key, attempt: id } = answer.response;
  if (fact.index === null) return answer;
  const child = choosePlatform(fact.index, node.platform);
  if (child !== null) return runRequest(walker, { ...node.first, url: node.first.url.replace(/[^/]*$/, child.digest) });
  const attempt = walker.attempts.find((candidate) => candidate.id === id);
  if (attempt === undefined) return BLOCKED;
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

/** Variants that run on an ARM of the given one, best first (containers/image `internal/pkg/platform/platform_matcher.go`: compatibility). */
const ARM_VARIANTS: Readonly<Record<string, readonly (string | null)[]>> = {
  v8: ['v8', 'v7', 'v6', 'v5', null],
  v7: ['v7', 'v6', 'v5', null],
  v6: ['v6', 'v5', null],
  v5: ['v5', null],
};

/** First child that runs on the platform, by the order in which a client prefers variants; null when there is none. */
export function choosePlatform(index: readonly IndexEntry[], platform: Platform): IndexEntry | null {
  const same = index.filter((entry) => entry.os === platform.os && entry.architecture === platform.architecture);
  const wanted: readonly (string | null)[] =
    platform.architecture === 'arm'
      ? (ARM_VARIANTS[platform.variant ?? 'v7'] ?? [platform.variant])
      : platform.architecture === 'arm64'
        ? ['v8', null]
        : platform.variant === null
          ? []
          : [platform.variant, null];
  for (const variant of wanted) {
    const found = same.find((entry) => entry.variant === variant);
    if (found !== undefined) return found;
  }
  return platform.variant === null ? (same[0] ?? null) : null;
}
