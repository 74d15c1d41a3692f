import type { HttpFact } from '../../facts/facts.js';
import { answerEvidence, answerOf, atHop, isMirrorOnly } from '../answer.js';
import { registryAsked } from '../asked.js';
import { blobAsked, shortDigest } from '../blob.js';
import type { Cause, DiagnosisContext } from '../context.js';
import { endpoint, type Rule } from '../rule.js';

const NOT_FOUND = 404;
const GONE = 410;

/** The registry's manifest names a blob that it doesn't have, or has damaged: a fresh pull of this image fails for everybody. */
export const blobUnknownOrCorrupt: Rule = {
  code: 'blob-unknown-or-corrupt',
  explains(cause, context) {
    const blob = blobAsked(cause);
    if (blob === null) return null;
    const how = fault(cause, answerOf(cause, context));
    if (how === null) return null;
    const registry = registryAsked(cause);
    const { reference } = cause.case.plan;
    const tag = reference?.tag ?? reference?.digest ?? '';
    return {
      title: `the ${blob.kind} ${shortDigest(blob.digest)} of ${blob.image} ${how}`,
      subject: `${blob.image}@${blob.digest}`,
      ...(isMirrorOnly(cause) ? { severity: 'warning' as const } : {}),
      evidence: [
        atHop(cause, `the manifest names the ${blob.kind} ${blob.digest}`),
        ...(cause.failure.status === null ? [atHop(cause, cause.failure.text)] : answerEvidence(cause, context)),
        ...compared(cause, context),
        atHop(cause, 'who has this blob already pulls without it; everybody else fails here'),
      ],
      nextStep: `whoever runs ${registry}: look at its storage (a garbage collection during a push, a disk that lost or damaged files) and restore the blob; whoever builds ${blob.repository}: push ${tag} again from a machine that builds it anew`,
      about: { origin: endpoint(cause.url), registry, file: null },
    };
  },
};

function fault({ failure }: Cause, fact: HttpFact | null): string | null {
  if (failure.kind === 'content-digest') return 'comes with other content than its digest says';
  if (failure.kind === 'content-size') return 'comes with another size than its manifest says';
  const named = failure.codes.includes('BLOB_UNKNOWN');
  if (named || failure.status === NOT_FOUND || failure.status === GONE) return 'is missing in the registry';
  return failure.kind === 'http-closed' && fact?.status === 200 ? 'breaks off before its end' : null;
}

function compared({ failure }: Cause, context: DiagnosisContext) {
  const fact = failure.fact === null ? undefined : context.facts.byId(failure.fact);
  if (fact?.kind !== 'http' || fact.contentDigest === undefined) return [];
  return [{ text: `what came, ${fact.bodyBytes} bytes, has the digest ${fact.contentDigest}`, fact: failure.fact }];
}
