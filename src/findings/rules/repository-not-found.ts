import { answerEvidence, answerOf, isMirrorOnly } from '../answer.js';
import { registryAsked, repositoryIn } from '../asked.js';
import { endpoint, type Rule } from '../rule.js';

const NOT_FOUND = 404;
const REPOSITORY_CODES: readonly string[] = [
  'NAME_UNKNOWN',
  'NAME_INVALID',
  'REPOSITORY_UNKNOWN',
  'REPOSITORY_NOT_FOUND',
];
/** Harbor and others have one code for all that is missing and say in words what it is. */
const IN_WORDS = /\b(?:repository|project|name)\b.{0,200}\b(?:not found|not known|unknown|does ?n[o']t exist)/i;

/** The registry knows no repository of that name. */
export const repositoryNotFound: Rule = {
  code: 'repository-not-found',
  explains(cause, context) {
    const { failure, request, url } = cause;
    const fact = answerOf(cause, context);
    const named = failure.codes.some((code) => REPOSITORY_CODES.includes(code));
    const said =
      failure.status === NOT_FOUND &&
      !failure.codes.includes('MANIFEST_UNKNOWN') &&
      fact?.errors.some(({ message }) => IN_WORDS.test(message)) === true;
    const upload = failure.status === NOT_FOUND && request.step === 'upload';
    if (!named && !said && !upload) return null;
    const registry = registryAsked(cause);
    const repository = repositoryIn(url) ?? cause.case.plan.reference?.repository ?? '';
    return {
      title: `${registry} has no repository ${repository}`,
      subject: `${registry}/${repository}`,
      ...(isMirrorOnly(cause) ? { severity: 'info' as const } : {}),
      evidence: answerEvidence(cause, context),
      nextStep: `check the name ${repository} (its spelling, the project before the slash), or push the image to it first; some registries want the repository created before`,
      about: { origin: endpoint(url), registry, file: null },
    };
  },
};
