import type { Cause } from '../context.js';
import { deadSettings } from '../dead-setting.js';
import type { Rule } from '../rule.js';
import { locationOf, placeOf, stopBehind } from '../stop.js';

/** Settings that don't go together: one shuts the other out, or the client refuses both. */
export const configConflict: Rule = {
  code: 'config-conflict',
  explains(cause) {
    const reason = conflictOf(cause);
    const source = stopBehind(cause)?.sources[0];
    if (reason === null || source === undefined) return null;
    return {
      title: `${cause.case.plan.client} stops before any network: ${reason.title}`,
      subject: `${placeOf(source)} ${cause.case.plan.operation}`,
      location: locationOf(source),
      evidence: [{ text: `${placeOf(source)}: ${cause.failure.text}`, fact: null }],
      nextStep: reason.nextStep,
      about: { origin: null, registry: null, file: source.kind === 'file' ? source.name : null },
    };
  },
  notices: (context) => deadSettings('config-conflict', context),
};

/** Stops whose cause is not one broken file but two things that exclude each other. */
export function conflictOf({ failure, case: { plan } }: Cause): { title: string; nextStep: string } | null {
  if (failure.kind !== 'config') return null;
  const registry = plan.reference?.registry ?? 'the registry';
  if (failure.text.includes("can't require tls verification on an insecured registry")) {
    return {
      title: `--tls-verify=true asks for what BUILD_REGISTRY_SOURCES takes away from ${registry}`,
      nextStep: `leave --tls-verify out, or take ${registry} out of insecureRegistries in BUILD_REGISTRY_SOURCES`,
    };
  }
  if (failure.text.includes('auth file contains an Identity token')) {
    return {
      title: `an identity token for ${registry} is stored, and a login can't replace it`,
      nextStep: `log out first: ${plan.client} logout ${registry}, then ${plan.client} login ${registry}`,
    };
  }
  if (failure.text.startsWith('CRI-O only pulls')) {
    return {
      title: 'it only pulls for the kubelet, and has neither push nor login',
      nextStep: `ask for another client (--client buildah, podman or skopeo), or for a pull`,
    };
  }
  return null;
}
