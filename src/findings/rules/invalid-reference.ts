import type { Rule } from '../rule.js';
import { isUnresolvedShortName, typedName } from '../typed-name.js';

/** A name that this client makes nothing of, though others may. */
export const invalidReference: Rule = {
  code: 'invalid-reference',
  explains(cause, context) {
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
