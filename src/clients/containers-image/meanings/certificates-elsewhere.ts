import { posix } from 'node:path';
import type { Host } from '../../../host/host.js';
import type { Meaning } from '../../client.js';
import { named } from '../../meaning.js';

/** certs.d of containers/image, which no other program reads. */
const ROOT = '/etc/containers/certs.d';
/** Registries and files told of; real machines have a handful. */
const MOST = 50;

/** A client that reads another directory. */
export interface UnreadBy {
  readonly client: string;
  /** Where it looks for the same. */
  readonly instead: string;
}

/** Certificates under /etc/containers/certs.d as a client takes them that is not of that family: not at all. */
export function unreadCertificates(host: Host, by: UnreadBy, registry: string | null): readonly Meaning[] {
  const names = (directory: string): readonly string[] => {
    const listed = host.files.list(directory);
    return listed.kind === 'directory' ? listed.names.slice(0, MOST) : [];
  };
  const registries = registry === null ? names(ROOT) : [registry];
  return registries.flatMap((each) =>
    names(posix.join(ROOT, each))
      .filter((name) => /\.(?:crt|cert|pem)$/.test(name))
      .map((name): Meaning => {
        const path = posix.join(ROOT, each, name);
        return {
          source: { kind: 'file', name: path, line: null, says: '' },
          does: `nothing for ${by.client}, which doesn't read this directory`,
          versions: `buildah, podman, skopeo and CRI-O read it; ${by.client} in no version`,
          not: `is no trust for ${named(each)} in ${by.client}: that belongs in ${by.instead}`,
          idle: true,
        };
      }),
  );
}
