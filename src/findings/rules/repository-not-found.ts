import { answerEvidence, answerOf, isMirrorOnly } from '../answer.js';
import { manifestIn, registryAsked, repositoryIn } from '../asked.js';
import type { Cause, DiagnosisContext } from '../context.js';
import type { Evidence } from '../finding.js';
import { mayBeHidden } from '../may-be-hidden.js';
import { endpoint, type Rule } from '../rule.js';
import { tagList } from '../tag-list.js';

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
    const listed = named || said || upload ? [] : missingByTags(cause, context);
    if (!named && !said && !upload && listed.length === 0) return null;
    const registry = registryAsked(cause);
    const repository = repositoryIn(url) ?? cause.case.plan.reference?.repository ?? '';
    const invalid = failure.codes.includes('NAME_INVALID');
    const hidden = failure.status === NOT_FOUND && !invalid ? mayBeHidden(cause, context) : null;
    const open = hidden?.mayBeHidden === true && !isMirrorOnly(cause);
    return {
      title: `${registry} has no repository ${repository}${open ? ', or does not show it' : ''}`,
      subject: `${registry}/${repository}`,
      ...(isMirrorOnly(cause) ? { severity: 'info' as const } : {}),
      evidence: [
        ...answerEvidence(cause, context),
        ...listed,
        ...(isMirrorOnly(cause) ? [] : (hidden?.evidence ?? [])),
      ],
      nextStep: `check the name ${repository} (its spelling, the project before the slash), or push the image to it first; some registries want the repository created before${open ? '; if it is there, whoever asks needs the right to see it' : ''}`,
      about: { origin: endpoint(url), registry, file: null },
    };
  },
};

/** A registry may say "manifest unknown" of a repository that it does not have (distribution does); its list of tags then names what is missing. */
function missingByTags(cause: Cause, context: DiagnosisContext): Evidence[] {
  const { failure, request, url } = cause;
  const wanted = manifestIn(url);
  if (failure.status !== NOT_FOUND || request.step !== 'manifest' || wanted === null || isMirrorOnly(cause)) return [];
  const isChild = wanted.includes(':') && wanted !== cause.case.plan.reference?.digest;
  const list = isChild ? null : tagList(cause, wanted, context);
  if (list?.kind !== 'no-repository') return [];
  return [{ text: `its list of tags answers ${list.status} too: ${list.said}`, fact: list.fact }];
}
