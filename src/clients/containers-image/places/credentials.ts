import type { Host } from '../../../host/host.js';
import type { Source } from '../../../host/source.js';
import type { ConfigurationPlace } from '../../client.js';
import { filePlace } from '../../go/environment-places.js';
import { authFiles, defaultAuthFiles } from '../auth/files.js';
import type { ToolFeatures } from '../versions.js';

const SAYS = 'logins';

/** Login files in order; where one is named from outside, the usual ones that exist are shown as passed over. */
export function credentialPlaces(
  host: Host,
  features: ToolFeatures,
  named: (Source & { path: string }) | null,
): ConfigurationPlace[] {
  const result = authFiles(host, features, 'pull', named);
  if (!result.ok)
    return [{ path: named?.path ?? result.source.name, found: 'absent', says: `${SAYS}; ${result.text}` }];
  const read = result.files.map(({ path }) => filePlace(host, path, SAYS));
  if (result.named === null) return read;
  const only = result.files.length === 1 ? 'the only file' : 'a file in its place';
  const why = `not read: ${result.named.name} names ${only}`;
  const passedOver = defaultAuthFiles(host, features)
    .filter(({ path }) => !result.files.some((file) => file.path === path))
    .map(({ path }) => filePlace(host, path, SAYS))
    .filter(({ found }) => found !== 'absent')
    .map(({ path }): ConfigurationPlace => ({ path, found: 'ignored', says: why }));
  return [...read, ...passedOver];
}
