import type { NamespaceTry, StorageClientFacts, StorageFacts } from '../../facts/storage.js';

/** What a client is asked to do: pull an image, build one with a RUN step, run a container. */
export type StorageOperation = 'pull' | 'bud' | 'run';

/** Why a client stops. */
export type StorageCause =
  | 'settings'
  | 'no-user'
  | 'namespace-refused'
  | 'map-refused'
  | 'no-newuidmap'
  | 'newuidmap-refused'
  | 'no-ranges'
  | 'chown-refused'
  | 'read-only'
  | 'not-writable'
  | 'no-bytes'
  | 'no-inodes'
  | 'overlay-refused'
  | 'mount-options'
  | 'program-missing'
  | 'device-missing'
  | 'device-refused'
  | 'program-refused'
  | 'capabilities'
  | 'pivot-refused'
  | 'proc-refused';

/** Where a client stops, and the words in which it says so, as far as they are the same every time. */
export type Stop =
  | { readonly cause: StorageCause; readonly says: string; readonly path?: string }
  | { readonly unknown: string; readonly needed: string };

/** One client as the steps see it. */
export interface StorageCase {
  readonly facts: StorageFacts;
  readonly client: StorageClientFacts;
  readonly operation: StorageOperation;
}

/** The namespace that the client works in once it has one: the first whose ids could be mapped. */
export function namespaceOf({ client }: StorageCase): NamespaceTry | null {
  return client.store.tries.find(({ made, mapped }) => made.outcome === 'ok' && mapped.outcome === 'ok') ?? null;
}

/** The end of a program's error, where the errno is: `Operation not permitted`. */
export function errnoWords(says: string | null): string {
  return says?.split(': ').at(-1) ?? 'unknown error';
}
