import type { Cause, DiagnosisContext } from '../context.js';
import type { Explanation, Rule } from '../rule.js';
import { locationOf, placeOf, stopBehind } from '../stop.js';
import { isRewritten, isUnresolvedShortName, typedName } from '../typed-name.js';

/** A name that this client makes nothing of, though others may. */
export const invalidReference: Rule = {
  code: 'invalid-reference',
  explains(cause, context) {
    if (isRewritten(cause)) return rewrittenAway(cause, context);
    if (cause.failure.kind !== 'reference' || isUnresolvedShortName(cause)) return null;
    const { plan } = cause.case;
    const typed = typedName(context);
    const both = /both a tag and digest/.test(cause.failure.text);
    return {
      title: both
        ? `${plan.client} takes no name with a tag and a digest: ${typed}`
        : `${plan.client} can make nothing of the name ${typed}: ${cause.failure.text}`,
      subject: typed,
      evidence: [{ text: `${plan.client} says: ${cause.failure.text}`, fact: null }],
      nextStep: both
        ? 'leave the tag out: the digest alone says which image is meant'
        : 'correct the name: REGISTRY[:PORT]/REPOSITORY[:TAG], repository in lower case',
      about: { origin: null, registry: null, file: null },
    };
  },
};

/** The name is fine as typed, but the table that matches it turns it into something that is none. */
function rewrittenAway(cause: Cause, context: DiagnosisContext): Explanation | null {
  const source = stopBehind(cause)?.sources[0];
  if (source === undefined) return null;
  const typed = typedName(context);
  return {
    title: `${placeOf(source)} rewrites ${typed} into something that is no image name`,
    subject: typed,
    location: locationOf(source),
    evidence: [{ text: `${cause.case.plan.client} says: ${cause.failure.text}`, fact: null }],
    nextStep: `leave the port out of the name where the table's location has one already, or correct ${placeOf(source)}: location replaces the prefix, and what follows the prefix is kept`,
    about: { origin: null, registry: null, file: source.name },
  };
}
