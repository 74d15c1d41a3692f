import type { Rule } from '../rule.js';

/** The registry cannot write: disk full, quota reached, read-only. */
export const registryStorageFullOrReadonly: Rule = {
  code: 'registry-storage-full-or-readonly',
  explains: () => null,
};
