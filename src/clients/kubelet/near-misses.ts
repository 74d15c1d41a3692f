import type { Observation } from '../client.js';
import { fileSource } from '../containers-image/registries/text.js';
import { keyMatches } from './keyring.js';
import type { SecretEntry } from './secret-file.js';

/** Near misses told for one file; more would bury the first. */
const MOST = 4;
/** Names of Docker Hub's servers, which are no keys for its images. */
const HUB_SERVERS = ['registry-1.docker.io', 'hub.docker.com', 'registry.hub.docker.com', 'auth.docker.io'];

/** Entries of a secret that look meant for an image (`host[:port]`, repository) and don't match it, each with the key that would. */
export function secretNearMisses(
  path: string,
  entries: readonly SecretEntry[],
  registry: string,
  repository: string,
): readonly Observation[] {
  const found: Observation[] = [];
  for (const entry of entries) {
    if (keyMatches(entry.key, `${registry}/${repository}`)) {
      if (entry.tokenOnly) found.push(observation(path, entry, tokenOnly(entry)));
      continue;
    }
    const reason = whyNot(entry.key, registry, repository);
    if (reason === null || entry.credential === null) continue;
    const key = registry === 'docker.io' ? 'https://index.docker.io/v1/' : registry;
    const text = `the login under ${shown(entry.written)} is not used for ${registry}/${repository}: ${reason}; the key ${key} would match`;
    found.push({ ...observation(path, entry, text), ...editTo(path, entry.pointer, key) });
  }
  return found.slice(0, MOST);
}

function editTo(path: string, from: string | null, key: string): Pick<Observation, 'edits'> {
  if (from === null) return {};
  const parent = from.startsWith('/auths/') ? '/auths/' : '/';
  return { edits: [{ path, pointer: `${parent}${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, from }] };
}

function tokenOnly({ written }: SecretEntry): string {
  return `the entry ${shown(written)} matches but holds only an identity token, which the kubelet doesn't know: an empty login is sent, and configured ones are shut out`;
}

/** Why a key doesn't match though it looks meant; null where it is about something else. */
function whyNot(key: string, registry: string, repository: string): string | null {
  const slash = key.indexOf('/');
  const host = slash === -1 ? key : key.slice(0, slash);
  const path = slash === -1 ? '' : key.slice(slash);
  if (registry === 'docker.io')
    return HUB_SERVERS.includes(host.toLowerCase()) ? 'images of Docker Hub are looked up under docker.io' : null;
  const [name, wanted] = [withoutPort(host), withoutPort(registry)];
  if (host.toLowerCase() === registry.toLowerCase() && host !== registry)
    return 'keys are compared in upper and lower case';
  if (host === registry) return path === '' ? null : `it is the key of ${path} and not of ${repository}`;
  if (name.toLowerCase() === wanted.toLowerCase())
    return host.includes(':') && registry.includes(':')
      ? `its port is not that of ${registry}`
      : registry.includes(':')
        ? `the port of ${registry} is missing, and no port is not any port`
        : `${registry} has no port, and that is not port ${host.slice(name.length + 1)}`;
  const suffix = /^\*(\..+)$/.exec(name)?.[1];
  if (suffix !== undefined && wanted.endsWith(suffix)) return '* stands for exactly one label of the name';
  return null;
}

function withoutPort(host: string): string {
  return host.replace(/:\d*$/, '');
}

function shown(text: string): string {
  return text.slice(0, 200).replace(/\/\/[^/@]*@/, '//***@');
}

function observation(path: string, { line, written }: SecretEntry, text: string): Observation {
  return {
    code: 'auth-near-miss',
    source: fileSource(path, line, shown(written)),
    text,
    meant: 'credentials',
    cure: [],
  };
}
