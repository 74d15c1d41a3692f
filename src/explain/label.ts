import type { FindingCode } from '../findings/codes.js';

/** Answers that only pasted text can have: what no probe of a registry sees. */
export const TEXT_LABELS = [
  'kubelet-backoff-only',
  'not-a-registry-problem',
  'other:client-bug',
  'other:wrong-endpoint',
  'other:unsupported-filesystem-for-storage',
  'other:registry-replicas-inconsistent',
  'other:push-to-pull-through-cache',
  'other:mirror-no-fallback',
  'other:expired-root-in-old-trust-store',
  'other:inodes-exhausted',
  'other:tag-immutable',
] as const;

/** What a text may mean: a finding code, or one of the answers of text alone. */
export type Label = FindingCode | (typeof TEXT_LABELS)[number];
