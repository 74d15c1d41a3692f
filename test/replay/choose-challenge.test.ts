import { describe, expect, test } from 'vitest';
import { parseChallenges } from '../../src/probes/parse/challenge.js';
import { chooseChallenge } from '../../src/replay/nodes/choose-challenge.js';
import { aChallenge } from './a-request.js';

/** How containers/image and crane, docker and containerd, and oras and helm choose. */
const RULES = {
  'in order': aChallenge({ order: 'header' }).rule,
  'Bearer first': aChallenge({ order: 'bearer-first' }).rule,
  'first line': aChallenge({ order: 'header', readsFirstLine: true }).rule,
} as const;

const BASIC = 'Basic realm="b"';
const BEARER = 'Bearer realm="https://auth.test/token",service="s"';

describe.each<[string, readonly string[], Record<keyof typeof RULES, string>]>([
  ['one', [BASIC], { 'in order': 'basic b', 'Bearer first': 'basic b', 'first line': 'basic b' }],
  [
    'two lines',
    [BASIC, BEARER],
    { 'in order': 'basic b', 'Bearer first': 'bearer https://auth.test/token', 'first line': 'basic b' },
  ],
  [
    'two in one line: nobody looks behind the first',
    [`${BASIC}, ${BEARER}`],
    { 'in order': 'basic b', 'Bearer first': 'basic b', 'first line': 'basic b' },
  ],
  [
    'a scheme nobody knows, on a line of its own',
    ['Negotiate', BASIC],
    { 'in order': 'basic b', 'Bearer first': 'basic b', 'first line': 'none' },
  ],
  [
    'a scheme nobody knows, on the same line',
    [`Negotiate, ${BASIC}`],
    { 'in order': 'none', 'Bearer first': 'none', 'first line': 'none' },
  ],
  [
    'spaces around the equals sign',
    ['Bearer realm = "https://auth.test/token"'],
    { 'in order': 'bearer -', 'Bearer first': 'bearer -', 'first line': 'bearer https://auth.test/token' },
  ],
  [
    'a realm behind an empty value',
    ['Bearer service="",realm="https://auth.test/token"'],
    { 'in order': 'bearer -', 'Bearer first': 'bearer -', 'first line': 'bearer https://auth.test/token' },
  ],
  ['no scheme at all', ['"Basic"'], { 'in order': 'none', 'Bearer first': 'none', 'first line': 'none' }],
])('%s', (_name, lines, expected) => {
  test.each(Object.entries(expected) as [keyof typeof RULES, string][])('%s', (rule, chosen) => {
    const challenge = chooseChallenge(parseChallenges(lines), RULES[rule]);
    expect(challenge === undefined ? 'none' : `${challenge.scheme} ${challenge.parameters.realm ?? '-'}`).toBe(chosen);
  });
});
