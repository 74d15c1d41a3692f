import { serveTrusted } from './authority.js';
import type { LabHandler } from './exchange.js';
import type { LabOptions } from './fault.js';
import { basicGate, bearerGate, tokenService } from './gates.js';
import type { Stage } from './stage.js';
import { REGISTRY_NAME, REPOSITORY, standardRegistry, TLS_PORT } from './standard.js';

/** The standard registry behind a login; with `bearer` its token service is at `/token` of the same server, with rights for one repository. */
export async function serveWithLogin(
  stage: Stage,
  { nowMs, challenge }: Required<LabOptions>,
  granted = REPOSITORY,
): Promise<void> {
  if (challenge === 'basic') return serveTrusted(stage, nowMs, standardRegistry(basicGate));
  const guarded = standardRegistry(bearerGate(`https://${REGISTRY_NAME}:${TLS_PORT}/token`));
  const tokens = tokenService([{ name: granted, actions: ['pull'] }]);
  const handler: LabHandler = (request) => (request.path === '/token' ? tokens(request) : guarded(request));
  return serveTrusted(stage, nowMs, handler);
}
