import { answerEvidence, atHop, isMirrorOnly } from '../answer.js';
import { manifestIn, registryAsked, repositoryIn } from '../asked.js';
import { endpoint, type Rule } from '../rule.js';

const NOT_FOUND = 404;

/** The repository is there (as far as can be told), the tag or digest is not. */
export const manifestUnknown: Rule = {
  code: 'manifest-unknown',
  explains(cause, context) {
    const { failure, request, url } = cause;
    const named = failure.codes.includes('MANIFEST_UNKNOWN');
    if (!named && (failure.status !== NOT_FOUND || request.step === 'token')) return null;
    const registry = registryAsked(cause);
    const { reference } = cause.case.plan;
    const repository = repositoryIn(url) ?? reference?.repository ?? '';
    const wanted = manifestIn(url) ?? reference?.digest ?? reference?.tag ?? '';
    const isChild = wanted.includes(':') && wanted !== reference?.digest;
    const what = wanted.includes(':') ? 'digest' : 'tag';
    return {
      title: isChild
        ? `the index of ${registry}/${repository} lists ${wanted}, which the registry does not have`
        : `${registry}/${repository} has no ${what} ${wanted}`,
      subject: `${registry}/${repository}${what === 'tag' ? ':' : '@'}${wanted}`,
      ...(isMirrorOnly(cause) ? { severity: 'info' as const } : {}),
      evidence: [
        ...answerEvidence(cause, context),
        ...(named
          ? []
          : [atHop(cause, `the answer does not say whether the ${what} or the whole repository is missing`)]),
      ],
      nextStep: isChild
        ? `whoever pushes ${repository}: push it again with all its platforms`
        : `check the ${what}: skopeo list-tags docker://${registry}/${repository} shows the tags there are; push the image if it is not among them`,
      about: { origin: endpoint(url), registry, file: null },
    };
  },
};
