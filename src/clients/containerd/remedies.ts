import { posix } from 'node:path';
import type { Host } from '../../host/host.js';
import type { Remedy, RemedyGoal } from '../client.js';
import { baseOf } from './hosts/remedies/base.js';
import { plainHttp } from './hosts/remedies/plain-http.js';
import { trusted, unverified } from './hosts/remedies/tls.js';
import { readHostsText } from './hosts-file.js';

/** Whose hosts.toml is changed. */
export interface CertsPlace {
  readonly host: Host;
  /** Version of containerd or of its library: old ones need more lines. */
  readonly version: string;
  /** certs.d directories as the client searches them; the first is written to. */
  readonly roots: readonly string[];
  /** host[:port] of the reference; `docker.io` for Docker Hub. */
  readonly registry: string;
}

/**
 * hosts.toml (and a CA file) under the first root so that the goal is reached and stays reached with that version: whole new contents, with mirrors,
 * headers and comments kept. Read at every pull, so nothing has to be reloaded. Empty where what is there can't be kept: a file that is refused, that
 * holds a secret, or whose lines can't be told apart. Never throws.
 */
export function certsRemedies({ host, version, roots, registry }: CertsPlace, goal: RemedyGoal): readonly Remedy[] {
  const [root] = roots;
  // A list taken for one path: nothing that is written there would be a setting anyone finds again.
  if (root === undefined || !root.startsWith('/') || root.includes(':') || !isFileName(registry)) return [];
  const base = baseOf(host, version, posix.normalize(root), registry);
  if (base === null) return [];
  const remedies = (): readonly Remedy[] => {
    switch (goal.kind) {
      case 'plain-http':
        return plainHttp(base, registry, goal.port);
      case 'trust':
        return trusted(host, base, registry, goal.endpoint, goal.pem);
      case 'unverified':
        return unverified(base, registry, goal.endpoint);
    }
  };
  return remedies().filter(({ files }) =>
    files.every(
      ({ path, content }) =>
        !path.endsWith('/hosts.toml') || (content !== null && readHostsText(content, path, version).kind === 'read'),
    ),
  );
}

/** True for a host[:port] that can be a directory's name. */
function isFileName(registry: string): boolean {
  return /^[A-Za-z0-9[][A-Za-z0-9.:_[\]-]{0,254}$/.test(registry);
}
