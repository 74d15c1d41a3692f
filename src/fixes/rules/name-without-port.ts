import { type FixRule, NO_CHANGE } from '../fix.js';

/** `host:80/name` where a table for `host` already adds the port: the name without it. */
export const nameWithoutPort: FixRule = {
  codes: ['invalid-reference'],
  drafts(finding) {
    const reference = finding.subject.replace(/^([^/:]+):\d+\//, '$1/');
    if (finding.about.file === null || reference === finding.subject) return [];
    return [
      {
        ...NO_CHANGE,
        kind: 'request',
        summary: `ask for ${reference}: the port is added by ${finding.about.file}`,
        change: { reference },
      },
    ];
  },
};
