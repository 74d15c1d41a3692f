import type { Rule } from '../rule.js';

/** A proxy or the registry refuses the size of an upload (413). */
export const uploadTooLarge: Rule = {
  code: 'upload-too-large',
  explains: () => null,
};
