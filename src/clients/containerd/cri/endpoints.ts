import { isLocalhost } from '../default-host.js';
import { parseGoUrl } from './go-url.js';
import { type Place, type SettingTable, settingAt, tableAt, textsAt } from './setting.js';

/** Endpoints of one registry that are followed; real lists have a handful. */
const MAX_ENDPOINTS = 50;

/** One URL of `mirrors`, scheme added, or the registry's own. */
export interface Endpoint {
  readonly url: string;
  /** Null: nobody wrote it, containerd appends it. */
  readonly place: Place | null;
}

/** `text`: why no list can be made. */
export type Endpoints =
  | { readonly ok: true; readonly endpoints: readonly Endpoint[] }
  | { readonly ok: false; readonly text: string; readonly place: Place };

/** Where Docker Hub really is (containerd `core/remotes/docker/registry.go`: DefaultHost). */
export function contactedHost(registry: string): string {
  return registry === 'docker.io' ? 'registry-1.docker.io' : registry;
}

/** Loopback is plain HTTP, all else HTTPS (containerd `internal/cri/server/images/image_pull.go`: defaultScheme). */
export function defaultScheme(host: string): 'http' | 'https' {
  return isLocalhost(host) || host === '::1' ? 'http' : 'https';
}

/**
 * What mirrors mode asks for a registry (containerd `internal/cri/server/images/image_pull.go`: registryEndpoints, addDefaultScheme): the list under its
 * key, even an empty one, else that under `*`; then the registry itself, unless an endpoint's host equals the name in the reference.
 */
export function registryEndpoints(registryTable: SettingTable, registry: string): Endpoints {
  const mirrors = tableAt(registryTable, ['mirrors']);
  const key = mirrors.entries.has(registry) ? registry : '*';
  const mirror = tableAt(mirrors, [key]);
  const place = settingAt(mirror, ['endpoint'])?.place ?? mirror.place;
  const endpoints: Endpoint[] = [];
  for (const written of textsAt(mirror, 'endpoint').slice(0, MAX_ENDPOINTS)) {
    const url = withScheme(written);
    if (url === null || parseGoUrl(url) === null)
      return { ok: false, text: `parse endpoint url: ${JSON.stringify(hidden(written))}`, place };
    endpoints.push({ url, place });
  }
  if (endpoints.some(({ url }) => parseGoUrl(url)?.host === registry)) return { ok: true, endpoints };
  const own = contactedHost(registry);
  return { ok: true, endpoints: [...endpoints, { url: `${defaultScheme(own)}://${own}`, place: null }] };
}

function withScheme(endpoint: string): string | null {
  if (endpoint.includes('://')) return endpoint;
  const parsed = parseGoUrl(`dummy://${endpoint}`);
  return parsed === null ? null : `${defaultScheme(parsed.host)}://${endpoint}`;
}

/** Without user information, for people. */
function hidden(endpoint: string): string {
  return endpoint.slice(0, 200).replace(/\/\/[^/@]*@/, '//***@');
}
