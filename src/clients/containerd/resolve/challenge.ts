import type { ChallengeRule } from '../../../plan/nodes.js';
import type { Transport } from '../../../plan/transport.js';
import { sinceVersion } from '../../version.js';
import { mostRequests } from './limits.js';
import type { ResolveRequest } from './request.js';

/** A Basic challenge without a credential is an error of its own from here on. */
const NO_BASIC_ERROR = ['1.6.25', '1.7.8'];

/**
 * How a 401 is answered (containerd `core/remotes/docker/authorizer.go`): Bearer before Basic, nothing before a 401, OAuth form first where there is a
 * secret. The same authorization is sent until all requests are used up; a token that couldn't be had is not asked for again.
 */
export function challengeRule(
  { version, repository, credentialFor }: ResolveRequest,
  host: string,
  transport: Transport,
  actions: 'pull' | 'pull,push' = 'pull',
): ChallengeRule {
  return {
    order: 'bearer-first',
    credential: credentialFor(host),
    basicWithoutCredential: sinceVersion(version, NO_BASIC_ERROR) ? 'fail' : 'send-nothing',
    basicWithoutChallenge: false,
    scopes: [`repository:${repository}:${actions}`],
    token: { method: 'post-first', account: false, clientId: 'containerd-client' },
    transport,
    // The request without authorization and the first with it come on top.
    repeats: mostRequests(version) - 2,
    keepsRefusal: true,
  };
}
