import type { Cause, DiagnosisContext } from './context.js';
import type { Finding } from './finding.js';
import { typedName } from './typed-name.js';

/**
 * `myreg:5000` without a path is an image of Docker Hub with the tag 5000 (distribution/reference `normalize.go`: splitDockerDomain). Where
 * Docker Hub refuses it, that is said.
 */
export function withoutPath({ case: { plan }, failure }: Cause, context: DiagnosisContext, found: Finding): Finding {
  const typed = typedName(context);
  const meant = /^[\w.-]+:\d{2,5}$/.test(typed) && plan.reference?.registry === 'docker.io';
  if (!meant || failure.status === null || failure.status < 400 || failure.status >= 500) return found;
  const text = `${typed} names no repository: it is read as docker.io/${plan.reference?.repository} with the tag ${plan.reference?.tag}`;
  return {
    ...found,
    evidence: [{ text, fact: null }, ...found.evidence],
    nextStep: `write the repository after the registry, as in ${typed}/NAME:TAG; if Docker Hub is meant, ${found.nextStep}`,
  };
}
