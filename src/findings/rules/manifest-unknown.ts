import { answerEvidence, atHop, isMirrorOnly } from '../answer.js';
import { manifestIn, registryAsked, repositoryIn } from '../asked.js';
import type { Cause, DiagnosisContext } from '../context.js';
import type { Evidence } from '../finding.js';
import { mayBeHidden } from '../may-be-hidden.js';
import { foremostTags, nearTags } from '../near-tags.js';
import { endpoint, type Rule } from '../rule.js';
import { type TagList, tagList } from '../tag-list.js';

const NOT_FOUND = 404;
/** Quay has a code of its own for a tag that was there (quay/quay `endpoints/v2/errors.py`). */
const MANIFEST_CODES: readonly string[] = ['MANIFEST_UNKNOWN', 'TAG_EXPIRED'];
/** Tags told: more is a list, and `skopeo list-tags` prints that. */
const MAX_TAGS = 5;

/** The repository is there (as far as can be told), the tag or digest is not. */
export const manifestUnknown: Rule = {
  code: 'manifest-unknown',
  explains(cause, context) {
    const { failure, request, url } = cause;
    const named = failure.codes.some((code) => MANIFEST_CODES.includes(code));
    if (!named && (failure.status !== NOT_FOUND || request.step === 'token')) return null;
    const registry = registryAsked(cause);
    const { reference } = cause.case.plan;
    const repository = repositoryIn(url) ?? reference?.repository ?? '';
    const wanted = manifestIn(url) ?? reference?.digest ?? reference?.tag ?? '';
    const isChild = wanted.includes(':') && wanted !== reference?.digest;
    const what = wanted.includes(':') ? 'digest' : 'tag';
    const list: TagList = isChild || isMirrorOnly(cause) ? { kind: 'unasked' } : tagList(cause, wanted, context);
    const near = list.kind === 'tags' && what === 'tag' ? nearTags(wanted, list.tags, MAX_TAGS) : [];
    return {
      title: isChild
        ? `the index of ${registry}/${repository} lists ${wanted}, which the registry does not have`
        : `${registry}/${repository} has no ${what} ${wanted}`,
      subject: `${registry}/${repository}${what === 'tag' ? ':' : '@'}${wanted}`,
      ...(isMirrorOnly(cause) ? { severity: 'info' as const } : {}),
      evidence: [
        ...answerEvidence(cause, context),
        ...tagEvidence(list, wanted, near),
        ...(named || list.kind === 'tags' || isChild ? [] : unsaid(cause, context, what)),
        ...(isTagLeftOut(context.reference, wanted)
          ? [{ text: 'no tag was given, and clients then ask for latest', fact: null }]
          : []),
      ],
      nextStep: isChild
        ? `whoever pushes ${repository}: push it again with all its platforms`
        : nextStep(`${registry}/${repository}`, what, near),
      about: { origin: endpoint(url), registry, file: null },
    };
  },
};

/** A 404 without a code leaves open what is missing, and for whom. */
function unsaid(cause: Cause, context: DiagnosisContext, what: string): Evidence[] {
  return [
    atHop(cause, `the answer does not say whether the ${what} or the whole repository is missing`),
    ...(isMirrorOnly(cause) ? [] : mayBeHidden(cause, context).evidence),
  ];
}

function tagEvidence(list: TagList, wanted: string, near: readonly string[]): Evidence[] {
  if (list.kind === 'refused') {
    const answer = list.status === null ? 'no answer' : `status ${list.status}`;
    return [{ text: `its tags can't be told: the list of tags brought ${answer}`, fact: list.fact }];
  }
  if (list.kind !== 'tags') return [];
  const { tags, complete, fact } = list;
  if (tags.length === 0) return [{ text: 'the repository is there, and has no tag at all', fact }];
  const count = complete ? `${tags.length} tag${tags.length === 1 ? '' : 's'}` : `${tags.length} tags or more`;
  if (tags.includes(wanted))
    return [{ text: `the list of tags (${count}) has ${wanted} all the same: what it stands for is missing`, fact }];
  if (wanted.includes(':')) return [{ text: `the repository is there, with ${count}`, fact }];
  const shown = near.length > 0 ? near : foremostTags(tags, MAX_TAGS);
  const words = near.length > 0 ? 'the nearest are' : shown.length === tags.length ? 'all of them:' : 'among them';
  return [{ text: `the repository is there, with ${count}; ${words} ${shown.join(', ')}`, fact }];
}

function nextStep(name: string, what: string, near: readonly string[]): string {
  const meant = near.length === 0 ? '' : ` (did you mean ${near[0] ?? ''}?)`;
  return `check the ${what}${meant}: skopeo list-tags docker://${name} shows the tags there are; push the image if it is not among them`;
}

/** True where nobody typed a tag, so that `latest` is the client's own choice. */
function isTagLeftOut(typed: string, wanted: string): boolean {
  const last = typed.slice(typed.lastIndexOf('/') + 1);
  return wanted === 'latest' && !last.includes(':') && !last.includes('@');
}
