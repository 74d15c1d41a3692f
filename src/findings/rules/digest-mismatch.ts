import { answerOf, atHop } from '../answer.js';
import { manifestIn, registryAsked, repositoryIn } from '../asked.js';
import { shortDigest } from '../blob.js';
import { hopEvidence } from '../parts.js';
import { endpoint, hostPort, type Rule } from '../rule.js';

/** A manifest that was asked for by its digest, and whose content has another: a cache or rewriting proxy on the way, or a damaged registry. */
export const digestMismatch: Rule = {
  code: 'digest-mismatch',
  explains(cause, context) {
    const { failure, url, request } = cause;
    if (failure.kind !== 'content-digest' || request.step !== 'manifest') return null;
    const fact = answerOf(cause, context);
    const wanted = decodeURIComponent(manifestIn(url) ?? '');
    const registry = registryAsked(cause);
    const repository = repositoryIn(url) ?? cause.case.plan.reference?.repository ?? '';
    const claimed = fact?.headers['docker-content-digest'];
    const via = ['via', 'x-cache', 'server'].flatMap((name) => {
      const value = fact?.headers[name];
      return value === undefined ? [] : [`${name}: ${value}`];
    });
    return {
      title: `${registry}/${repository} answers the request for the manifest ${shortDigest(wanted)} with other content`,
      subject: `${registry}/${repository}@${wanted}`,
      evidence: [
        atHop(
          cause,
          `${hostPort(url)} gives ${fact?.bodyBytes ?? 0} bytes with the digest ${fact?.contentDigest ?? 'unknown'}`,
        ),
        ...(claimed === undefined ? [] : [atHop(cause, `its header Docker-Content-Digest says ${claimed}`)]),
        ...(via.length === 0 ? [] : [atHop(cause, `who answered: ${via.join(', ')}`)]),
        ...hopEvidence(cause),
      ],
      nextStep: `whoever runs ${registry} or a cache before it: find out who changes manifests on the way (a proxy that rewrites JSON, a damaged store); the image must not be used under this digest`,
      about: { origin: endpoint(url), registry, file: null },
    };
  },
};
