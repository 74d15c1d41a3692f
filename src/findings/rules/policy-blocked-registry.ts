import { describeSource } from '../../host/source.js';
import type { Rule } from '../rule.js';
import { locationOf, placeOf, stopBehind } from '../stop.js';

/** This machine's own configuration forbids the registry: nothing was sent. */
export const policyBlockedRegistry: Rule = {
  code: 'policy-blocked-registry',
  explains(cause) {
    if (cause.failure.kind !== 'blocked') return null;
    const { plan } = cause.case;
    const source = stopBehind(cause)?.sources[0];
    const place = source === undefined ? 'a policy' : placeOf(source);
    const registry =
      /registry (\S+) is blocked/.exec(cause.failure.text)?.[1] ?? plan.reference?.registry ?? cause.url.host;
    return {
      title: `${registry} is blocked on this machine by ${place}`,
      subject: `${place} ${registry}`,
      location: source === undefined ? null : locationOf(source),
      evidence: [
        { text: `${plan.client} says: ${cause.failure.text}`, fact: null },
        ...(source === undefined ? [] : [{ text: describeSource(source), fact: null }]),
      ],
      nextStep: `whoever keeps ${place} must decide whether ${registry} may be used here; then the block for it goes, or the image is copied to a registry that is allowed`,
      about: { origin: null, registry, file: source?.kind === 'file' ? source.name : null },
    };
  },
};
