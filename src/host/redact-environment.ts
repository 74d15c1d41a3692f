import { redactUserInformation } from './redact.js';
import { redactJson } from './redact-json.js';
import { REDACTED } from './redact-values.js';

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

const PREFIXES = ['XDG_', 'CONTAINERS_', 'CONTAINER_REGISTRIES_CONF'];

const PROXIES = new Set(['http_proxy', 'https_proxy', 'all_proxy']);

/** The variables that may go into a report: those that decisions read, proxy passwords redacted. Nothing else leaves. */
export function redactEnvironment(environment: Readonly<Record<string, string>>): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    // k3s and k0s hand a proxy to their containerd under a name of its own.
    const bare = name.toLowerCase().replace(/^(?:containerd|k0s)_/, '');
    // Its decisions hang on its keys; what isn't JSON is no login of anybody.
    if (name === 'DOCKER_AUTH_CONFIG') kept[name] = redactJson(value) ?? REDACTED;
    else if (PROXIES.has(bare)) kept[name] = redactProxy(value);
    else if (bare === 'no_proxy') kept[name] = redactUserInformation(value);
    else if (NAMES.has(name) || PREFIXES.some((prefix) => name.startsWith(prefix)))
      kept[name] = redactUserInformation(value);
  }
  return kept;
}

/** Everything before the last `@` goes, whatever is in it: passwords with `/` come unescaped. */
function redactProxy(value: string): string {
  const at = value.lastIndexOf('@');
  if (at === -1) return value;
  const scheme = /^[a-zA-Z][a-zA-Z0-9+.-]*:\/\//.exec(value)?.[0] ?? '';
  return `${scheme}${REDACTED}@${value.slice(at + 1)}`;
}
