/** Keys asked of a file for `host[:port]/ns/repo`, best first (containers/image `pkg/docker/config/config.go`: authKeyLookupOrder). */
export function keyLookupOrder(key: string, legacy: boolean): string[] {
  const parts = key.split('/');
  if (legacy) return parts.slice(0, 1);
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('/'));
}

/** A file's key as a host name, for the second look (…: normalizeAuthFileKey): a URL loses scheme and path, Docker Hub has one name. */
export function normalizeFileKey(key: string, legacy: boolean): string {
  const stripped = key.replace(/^http:\/\//, '').replace(/^https:\/\//, '');
  return normalizeRegistry(legacy || stripped !== key ? (stripped.split('/')[0] ?? '') : stripped);
}

/** Docker Hub's names as one (…: normalizeRegistry). */
export function normalizeRegistry(registry: string): string {
  return registry === 'registry-1.docker.io' || registry === 'docker.io' ? 'index.docker.io' : registry;
}
