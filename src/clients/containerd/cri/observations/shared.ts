import type { Host } from '../../../../host/host.js';
import type { Observation } from '../../../client.js';
import type { CriConfiguration } from '../configuration.js';
import type { NewFile } from '../edit-config.js';
import { flagAt, type Place, type SettingTable, sourceOf, tableAt, textAt } from '../setting.js';
import { withoutSecrets } from '../without-secrets.js';

/** What a rule about config.toml looks at. `registry`: `host[:port]` of the reference, `docker.io` for Docker Hub; null: whatever is asked for. */
export interface CriLook {
  readonly host: Host;
  readonly configuration: CriConfiguration;
  readonly registry: string | null;
}

/** An observation about a line. `says` must hold no secret; a cure that would is left out. */
export function observed(
  code: Observation['code'],
  place: Place,
  says: string,
  text: string,
  meant: Observation['meant'],
  cure: readonly NewFile[] = [],
): Observation {
  return { code, source: sourceOf(place, says), text, meant, cure: withoutSecrets(cure) };
}

/** What a `registry` table was probably written for. */
export function meantBy(registry: SettingTable): Observation['meant'] {
  const configs = [...tableAt(registry, ['configs']).entries.values()].filter((entry) => entry.kind === 'table');
  const tls = configs.map((entry) => tableAt(entry, ['tls']));
  if (tls.some((each) => flagAt(each, 'insecure_skip_verify') === true)) return 'insecure';
  if (tls.some((each) => textAt(each, 'ca_file') !== '')) return 'trust';
  if (configs.some((entry) => tableAt(entry, ['auth']).entries.size > 0)) return 'credentials';
  return 'mirror';
}
