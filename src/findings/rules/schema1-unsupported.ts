import type { HttpFact } from '../../facts/facts.js';
import { answerOf, atHop } from '../answer.js';
import { manifestIn, registryAsked, repositoryIn } from '../asked.js';
import { endpoint, type Rule } from '../rule.js';

const SCHEMA1 = /^application\/vnd\.docker\.distribution\.manifest\.v1\+/i;

/** A manifest of the oldest kind, which this client, at this version, takes no more. */
export const schema1Unsupported: Rule = {
  code: 'schema1-unsupported',
  explains(cause, context) {
    const fact = answerOf(cause, context);
    if (cause.failure.kind !== 'media-type' || fact === null || !isSchema1(fact)) return null;
    const { plan } = cause.case;
    const registry = registryAsked(cause);
    const repository = repositoryIn(cause.url) ?? plan.reference?.repository ?? '';
    const tag = manifestIn(cause.url) ?? '';
    const name = `${registry}/${repository}${tag.includes(':') ? '@' : ':'}${tag}`;
    return {
      title: `${name} is stored as a manifest of schema 1, which ${plan.client} ${plan.version.text} does not take`,
      subject: name,
      evidence: [
        atHop(
          cause,
          `the manifest has schemaVersion ${fact.schemaVersion ?? '1'} and content type ${fact.headers['content-type'] ?? 'none'}`,
        ),
        atHop(cause, `${plan.client} ends with: ${cause.failure.text}`),
      ],
      nextStep: `whoever owns ${repository}: convert the image once, with a program that still reads schema 1: skopeo copy --format v2s2 docker://${name} docker://${name}; or build and push it anew`,
      about: { origin: endpoint(cause.url), registry, file: null },
    };
  },
};

function isSchema1({ schemaVersion, headers }: HttpFact): boolean {
  return schemaVersion === 1 || SCHEMA1.test(headers['content-type'] ?? '');
}
