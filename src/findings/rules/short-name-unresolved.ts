import type { Rule } from '../rule.js';
import { locationOf, placeOf, stopBehind } from '../stop.js';
import { isUnresolvedShortName, typedName } from '../typed-name.js';

/** A name without a registry, and no rule on this machine that says where to look (or nobody to ask which). */
export const shortNameUnresolved: Rule = {
  code: 'short-name-unresolved',
  explains(cause, context) {
    if (!isUnresolvedShortName(cause)) return null;
    const { plan } = cause.case;
    const source = stopBehind(cause)?.sources[0];
    const typed = typedName(context);
    const ambiguous = /without a TTY|ambiguous/.test(cause.failure.text);
    const place = source === undefined || source.kind !== 'file' ? null : placeOf(source);
    return {
      title: ambiguous
        ? `${typed} names no registry, and nobody is there to be asked which of several is meant`
        : `${typed} names no registry, and nothing on this machine says where to look`,
      subject: typed,
      location: source === undefined ? null : locationOf(source),
      evidence: [
        { text: `${plan.client} says: ${cause.failure.text}`, fact: null },
        ...(place === null ? [] : [{ text: `decided by ${place}`, fact: null }]),
      ],
      nextStep: `write the registry into the name, as in REGISTRY/${typed}; or name one registry in unqualified-search-registries of registries.conf`,
      about: { origin: null, registry: null, file: source?.kind === 'file' ? source.name : null },
    };
  },
};
