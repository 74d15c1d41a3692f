import { type FixRule, NO_CHANGE } from '../fix.js';
import { withoutTag } from '../improved-configuration.js';

/** A name with tag and digest without its tag, for a client that takes only one of them. */
export const digestAlone: FixRule = {
  codes: ['invalid-reference'],
  drafts(finding) {
    const reference = withoutTag(finding.subject);
    if (reference === null) return [];
    return [
      {
        ...NO_CHANGE,
        kind: 'request',
        summary: `ask for the digest alone: ${reference}`,
        change: { reference },
      },
    ];
  },
};
