import type { Challenge } from '../../facts/facts.js';
import type { ChallengeRule } from '../../plan/nodes.js';

/**
 * The challenge of an answer that a client takes up, as it reads it; undefined where there is none it knows. Go's clients read one challenge a header
 * line and stop at what their parser doesn't know (containers/image `docker/wwwauthenticate.go`, containerd `core/remotes/docker/auth/parse.go`,
 * distribution `registry/client/auth/challenge/authchallenge.go`: parseValueAndParams); oras-go reads the first line only, by the letter of RFC 9110.
 */
export function chooseChallenge(challenges: readonly Challenge[], rule: ChallengeRule): Challenge | undefined {
  const lines = challenges.filter(({ follows }) => follows !== true);
  const seen = rule.readsFirstLine === true ? lines.slice(0, 1) : lines.map(readStrictly);
  const usable = seen.filter(({ scheme }) => scheme === 'basic' || scheme === 'bearer');
  return rule.order === 'bearer-first' ? (usable.find(({ scheme }) => scheme === 'bearer') ?? usable[0]) : usable[0];
}

function readStrictly(challenge: Challenge): Challenge {
  const { unread = [], parameters } = challenge;
  if (unread.length === 0) return challenge;
  return {
    ...challenge,
    parameters: Object.fromEntries(Object.entries(parameters).filter(([name]) => !unread.includes(name))),
  };
}
