import { storageFacts } from '../probes/storage/collect.js';
import { buildStorage } from '../report/storage/build.js';
import type { StorageDocument } from '../report/storage/schema.js';
import { VERSION } from '../version.js';
import { hostOf } from './host-of.js';

/** How to look: always at this machine, never at another one's files. */
export interface StorageOptions {
  /** Environment of this process. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly strict: boolean;
  readonly signal: AbortSignal;
}

/** Looks, tries within limits, and judges. Leaves nothing behind. */
export async function storageDocument({ environment, strict, signal }: StorageOptions): Promise<StorageDocument> {
  const now = Date.now();
  const { host } = hostOf({ root: '/', environment, nowMs: now });
  const facts = await storageFacts(host, signal);
  return buildStorage(facts, { version: VERSION, startedAt: new Date(now).toISOString(), strict });
}
