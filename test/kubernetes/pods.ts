import { isPodKind, KIND_NAMES, type PodKind } from '../../src/kubernetes/kinds.js';
import type { PodRequest } from '../../src/kubernetes/request.js';
import { RUNNING_POD } from './stub-api-server.js';

/** Kinds that are one pod of our own making. */
export const POD_KINDS: readonly PodKind[] = KIND_NAMES.filter(isPodKind);

/** What a person asks for who has filled everything in. */
export const REQUEST: PodRequest = {
  name: 'regdoctor',
  image: 'registry.example.com/regdoctor:0.1.0',
  namespace: 'team-a',
  node: null,
  secret: null,
  pod: RUNNING_POD,
  target: null,
  runs: { kind: 'check', reference: 'registry.example.com/team/app:1.2', more: [] },
};

/** The request with the secret that a kind can't do without. */
export function requestOf(kind: PodKind, more: Partial<PodRequest> = {}): PodRequest {
  return { ...REQUEST, ...(kind === 'secret' ? { secret: 'pull-secret' } : {}), ...more };
}
