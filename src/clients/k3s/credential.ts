import type { CredentialRef } from '../../plan/nodes.js';
import { configuredId } from '../configured-credential.js';
import { HUB, HUB_HOST } from './endpoint-address.js';
import { registriesInUse } from './generated.js';
import { type AgentNode, registriesSource } from './node.js';
import { rendersCredentials } from './template.js';
import { knowsHubCredentials, writesIdentityToken } from './versions.js';

/**
 * The credential of registries.yaml for a contacted `host[:port]`: the key of `configs` must be just that (containerd
 * `internal/cri/server/images/image_pull.go`: credentials). Null: anonymous.
 */
export function configuredCredential(node: AgentNode, host: string): CredentialRef | null {
  const { registries, version, template } = node;
  if (registries.result?.ok !== true || (template !== null && !rendersCredentials(template))) return null;
  const { configs } = registriesInUse(node);
  const isHub = host === HUB_HOST && knowsHubCredentials(version);
  const config = configs.find(({ key }) => key === host) ?? configs.find(({ key }) => isHub && key === HUB);
  const kind = config?.auth?.kind;
  if (config === undefined || (kind !== 'basic' && kind !== 'identity-token')) return null;
  if (kind === 'identity-token' && !writesIdentityToken(version)) return null;
  const pointer = ['configs', config.key, 'auth'];
  const line = registries.result.file.document.lineOf(pointer);
  return {
    id: configuredId({ format: 'yaml', path: registries.path, pointer }),
    kind,
    source: registriesSource(registries, line, `configs ${config.key} auth`),
    matchedKey: config.key,
  };
}
