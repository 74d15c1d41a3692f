import type { Built } from './built.js';
import { requestNode } from './endpoint.js';
import { physicalEndpoint } from './physical.js';
import { parseNormalized } from './registries/docker-reference.js';
import { findRegistry } from './registries/match.js';
import type { ToolRun } from './run.js';
import { verificationFor } from './verification.js';

/**
 * A login: ping, then `/v2/` with the account, which must answer 200 (containers/image `docker/docker_client.go`: CheckAuth). Asked of the registry
 * as written, never of a rewritten one, with the stored account or the one given; a realm is asked for no scope. Tried once.
 */
export function planLogin(run: ToolRun, registry: string): Built {
  const verification = verificationFor(run, registry, 'login');
  if (verification.kind === 'stop') return verification.stop;
  const entry = findRegistry(run.config, registry);
  const skip = verification.kind === 'decided' ? verification.skip : null;
  const fromConfig = entry?.insecure === true ? [entry.insecureSource ?? entry.source] : [];
  return physicalEndpoint(run, {
    registry,
    repository: null,
    logicalRegistry: registry,
    skipVerify: skip ?? entry?.insecure ?? false,
    skipVerifySources: skip === null || verification.kind !== 'decided' ? fromConfig : verification.sources,
    scopes: [],
    login: true,
    afterPing: (base, transport) => requestNode('login', 'GET', `${base}/v2/`, transport, [200], []),
  });
}

/**
 * host[:port] of what was typed: a URL keeps its authority, a path goes, a name without a slash is the registry itself as long as
 * it looks like one; an image name means the registry it would be pulled from (containers/common `pkg/auth`: parseCredentialsKey).
 */
export function loginRegistry(typed: string): string {
  const bare = typed.replace(/^(?:https?|docker):\/\//, '');
  const first = bare.split('/')[0] ?? '';
  if (/[.:]/.test(first) || first === 'localhost') return first;
  const parsed = parseNormalized(bare);
  return parsed.ok ? parsed.reference.domain : first;
}
