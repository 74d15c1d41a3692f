import type { DiagnosisContext } from '../findings/context.js';

/** True where the files looked at are a pod's own: Kubernetes writes its hosts and resolv.conf anew at every start. */
export function isPerPod({ vantage }: Pick<DiagnosisContext, 'vantage'>): boolean {
  return vantage.files === '/' && (vantage.network === 'pod' || vantage.resolver === 'pod');
}

/** What a fix in such a file can't do. */
export const PER_POD_LIMIT = 'holds for this one container until it is restarted: Kubernetes writes this file';
