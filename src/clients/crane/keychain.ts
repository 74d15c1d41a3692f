import { posix } from 'node:path';
import type { Host } from '../../host/host.js';
import type { ConfigurationPlace, Observation } from '../client.js';
import { credentialInFile, type FileCredential, fileNearMisses } from '../docker-config-file.js';
import { HUB_KEY } from '../docker-credential.js';
import { filePlace } from '../go/environment-places.js';
import { versionAtLeast } from '../version.js';
import { HUB } from './reference.js';

/** From here on podman's file under ~/.config counts too (go-containerregistry #2379). */
const CONFIG_HOME_SINCE = '0.21.8';
/** Bad base64 in any entry makes docker's reader refuse the file. */
const DOCKER_RULES = { badEntry: 'file' } as const;

/** The files that may count, most wanted first, and the one that does; null: none. Podman's count only where docker's is missing. */
interface Keychain {
  readonly candidates: readonly string[];
  readonly chosen: string | null;
}

/** One file only (go-containerregistry `pkg/authn/keychain.go`: Resolve). `version`: of the library. */
function keychain(host: Host, version: string): Keychain {
  const { environment, home } = host;
  const exists = (path: string): boolean => ['file', 'unreadable'].includes(host.files.read(path).kind);
  const homeFile = posix.join(home, '.docker/config.json');
  const directory = environment['DOCKER_CONFIG'] ?? '';
  const docker = directory === '' ? homeFile : posix.join(directory, 'config.json');
  const podman = podmanFiles(host, version);
  const candidates = [docker, ...podman];
  // A file in the home directory decides that docker's is read, wherever that is and even if it is missing.
  if (exists(homeFile) || exists(docker)) return { candidates, chosen: docker };
  return { candidates, chosen: podman.find(exists) ?? null };
}

function podmanFiles({ environment, home }: Host, version: string): string[] {
  const named = environment['REGISTRY_AUTH_FILE'] ?? '';
  const runtime = environment['XDG_RUNTIME_DIR'] ?? '';
  const configHome = environment['XDG_CONFIG_HOME'] || posix.join(home, '.config');
  return [
    ...(named === '' ? [] : [named]),
    ...(runtime === '' ? [] : [posix.join(runtime, 'containers/auth.json')]),
    ...(versionAtLeast(version, CONFIG_HOME_SINCE) ? [posix.join(configHome, 'containers/auth.json')] : []),
  ];
}

/** The credential for a repository of a registry (host[:port] as asked): its full name first, then the registry. */
export function keychainCredential(host: Host, version: string, registry: string, repository: string): FileCredential {
  const { chosen } = keychain(host, version);
  if (chosen === null) return { ok: true, credential: null };
  return credentialInFile(host, chosen, [`${registry}/${repository}`, keyOf(registry)], DOCKER_RULES);
}

/** Login files in order, each with what becomes of it. */
export function keychainPlaces(host: Host, version: string): ConfigurationPlace[] {
  const { candidates, chosen } = keychain(host, version);
  return candidates.map((path) => {
    const place = filePlace(host, path, 'logins; docker’s form');
    if (path === chosen || place.found === 'absent') return place;
    return { ...place, found: 'ignored', says: `not read: ${chosen ?? ''} is the only file` };
  });
}

/** Logins for the registry that are not used: under another port in the file that counts, or in a file it hides. */
export function keychainNearMisses(host: Host, version: string, registry: string, repository: string): Observation[] {
  const { candidates, chosen } = keychain(host, version);
  if (chosen === null) return [];
  const keys = [`${registry}/${repository}`, keyOf(registry)];
  const hidden = candidates.flatMap((path): Observation[] => {
    const found = path === chosen ? null : credentialInFile(host, path, keys, DOCKER_RULES);
    if (found === null || !found.ok || found.credential === null) return [];
    const text = `${path} has credentials for ${registry}, but ${chosen} is the only file that is read`;
    return [{ code: 'auth-near-miss', source: found.credential.source, text, meant: 'credentials', cure: [] }];
  });
  return [...fileNearMisses(host, chosen, registry), ...hidden];
}

function keyOf(registry: string): string {
  return registry === HUB ? HUB_KEY : registry;
}
