import { isHarmless } from './known/harmless.js';
import { REDACTED } from './redact-values.js';
import { redactUserInformation } from './user-information.js';

/** Variables that a decision of some client reads; proxies count in both cases. */
const NAMES = new Set([
  'HOME',
  'HOSTALIASES',
  'DOCKER_DRIVER',
  'K3S_DATA_DIR',
  'K3S_CONFIG_FILE',
  'RKE2_DATA_DIR',
  'RKE2_CONFIG_FILE',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'NO_PROXY',
  'no_proxy',
  'REGISTRY_AUTH_FILE',
  'PATH',
  'DOCKER_CONFIG',
  'REGISTRIES_CONFIG_PATH',
  'BUILD_REGISTRY_SOURCES',
  'LOCALDOMAIN',
  'RES_OPTIONS',
  'GODEBUG',
  'KUBERNETES_SERVICE_HOST',
]);

/** All of them name files and directories; what is none is not told. */
const PREFIXES = ['XDG_', 'CONTAINERS_', 'CONTAINER_REGISTRIES_CONF'];

const PROXIES = new Set(['http_proxy', 'https_proxy', 'all_proxy']);

/** The value of a variable as it may go into a report: proxies without their password; null for a variable that no decision reads. */
export function reportedValue(name: string, value: string): string | null {
  // k3s and k0s hand a proxy to their containerd under a name of its own.
  const bare = name.toLowerCase().replace(/^(?:containerd|k0s)_/, '');
  if (PROXIES.has(bare)) return redactProxy(value);
  if (bare === 'no_proxy' || NAMES.has(name)) return redactUserInformation(value);
  if (!PREFIXES.some((prefix) => name.startsWith(prefix))) return null;
  return isHarmless(value) ? value : REDACTED;
}

/** Everything before the last `@` goes, whatever is in it: passwords with `/` come unescaped. */
function redactProxy(value: string): string {
  const at = value.lastIndexOf('@');
  if (at === -1) return value;
  const scheme = /^[a-zA-Z][a-zA-Z0-9+.-]*:\/\//.exec(value)?.[0] ?? '';
  return `${scheme}${REDACTED}@${value.slice(at + 1)}`;
}
