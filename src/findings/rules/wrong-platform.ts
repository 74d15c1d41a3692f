import { answerOf, atHop } from '../answer.js';
import { manifestIn, registryAsked, repositoryIn } from '../asked.js';
import { endpoint, type Rule } from '../rule.js';

/** Platforms told; an index with more has the rest counted. */
const MAX_PLATFORMS = 8;

/** The image is there, but its index has nothing for this operating system and architecture. */
export const wrongPlatform: Rule = {
  code: 'wrong-platform',
  explains(cause, context) {
    if (cause.failure.kind !== 'platform-missing') return null;
    const fact = answerOf(cause, context);
    const platforms = [
      ...new Set(
        (fact?.index ?? [])
          // Attestations stand in an index as unknown/unknown; nobody can run them.
          .filter(({ os, architecture }) => os !== null && os !== 'unknown' && architecture !== null)
          .map(({ os, architecture, variant }) => [os, architecture, ...(variant === null ? [] : [variant])].join('/')),
      ),
    ];
    const wanted = /no image for (\S+) in/.exec(cause.failure.text)?.[1] ?? 'this platform';
    const more = platforms.length > MAX_PLATFORMS ? ` and ${platforms.length - MAX_PLATFORMS} more` : '';
    const listed =
      platforms.length === 0 ? 'no platform at all' : `${platforms.slice(0, MAX_PLATFORMS).join(', ')}${more}`;
    const registry = registryAsked(cause);
    const repository = repositoryIn(cause.url) ?? '';
    const tag = manifestIn(cause.url) ?? '';
    const name = `${registry}/${repository}${tag.includes(':') ? '@' : ':'}${tag}`;
    const other =
      platforms[0] === undefined
        ? ''
        : `, or ask for one that is there with --platform ${platforms[0]} (it runs only there or emulated)`;
    return {
      title: `${name} has no image for ${wanted}; it has ${listed}`,
      subject: name,
      evidence: [atHop(cause, `the index lists ${listed}`)],
      nextStep: `whoever builds ${repository}: build and push it for ${wanted} too${other}`,
      about: { origin: endpoint(cause.url), registry, file: null },
    };
  },
};
