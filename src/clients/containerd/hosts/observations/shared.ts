import type { Host } from '../../../../host/host.js';
import type { Source } from '../../../../host/source.js';
import type { Observation } from '../../../client.js';
import { holdsSecret } from '../secrets.js';

/** The directories of a registry, as a client looks them up. */
export interface HostsPlace {
  readonly host: Host;
  /** Version of containerd or of its library. */
  readonly version: string;
  /** certs.d directories, first one first. */
  readonly roots: readonly string[];
  /** host[:port] of the reference; `docker.io` for Docker Hub. */
  readonly registry: string;
}

/** A file, or a line of it, as what an observation is about. */
export function fileSource(name: string, line: number | null, says: string): Source {
  return { kind: 'file', name, line, says };
}

/** A cure of one file; none where the change can't be made, or the file holds a secret, which is written nowhere. */
export function cureOf(path: string, content: string | null): Observation['cure'] {
  return content === null || holdsSecret(content) ? [] : [{ path, content }];
}

/** What a hosts.toml as a whole was probably written for. */
export function meantBy(text: string): Observation['meant'] {
  if (/skip_verify|http:\/\//.test(text)) return 'insecure';
  return /^\s*(ca|client)\s*=/m.test(text) ? 'trust' : 'mirror';
}
