import { posix } from 'node:path';
import type { Meaning } from '../client.js';
import { certsMeanings } from '../containerd/meanings/hosts-files.js';
import { unreadCertificates } from '../containers-image/meanings/certificates-elsewhere.js';
import { named } from '../meaning.js';
import { hostCertificates } from './certificates.js';
import type { DaemonConfig, Written } from './daemon/config.js';
import { insecureEntry } from './daemon/insecure-entries.js';
import { engineBuild } from './engine.js';
import { imageStore } from './store.js';

/** Entries and directories told of; real machines have a handful. */
const MOST = 100;
const READ = 'read at the start of dockerd and at systemctl reload docker';

/** What daemon.json, dockerd's flags and docker's certs.d say of a registry (`host[:port]`), or (null) of all. */
export function dockerMeanings(config: DaemonConfig, registry: string | null): readonly Meaning[] {
  const { host, start } = config;
  const by = { client: 'docker', instead: `${start.certsDirectory}/HOST[:PORT]/` };
  return [
    ...config.insecureEntries.slice(0, MOST).flatMap((entry) => insecureMeaning(entry, registry)),
    ...(registry === null || registry === 'docker.io' ? config.mirrors.slice(0, MOST).map(mirrorMeaning) : []),
    ...certificates(config, registry),
    ...unreadCertificates(host, by, registry),
  ];
}

function insecureMeaning({ text, source }: Written, registry: string | null): readonly Meaning[] {
  const entry = insecureEntry(text);
  if (entry.kind === 'invalid') return [];
  const not =
    'does not mean plain HTTP at once: where port 443 is silent docker waits for it first; certs.d of the name is not read then; containerd, k3s, buildah and podman do not read it';
  const versions = `docker, all releases; ${READ}`;
  if (entry.kind === 'network')
    return [
      {
        source,
        does: `registries with an address in ${named(entry.network)} are asked over https without verification first, then over http`,
        versions,
        not: `names are looked up first: one that has no address counts as secure; ${not}`,
      },
    ];
  if (entry.name === 'docker.io' || (registry !== null && entry.name !== registry)) return [];
  const name = named(entry.name);
  const does = `images of ${name} are asked of https://${name} without verification first, then of http://${name}`;
  const port = /:\d+$/.test(name)
    ? 'is for this port alone'
    : `is not for ${name}:5000: names are compared whole, with their port`;
  return [{ source, does, versions, not: `${port}; ${not}` }];
}

function mirrorMeaning({ text, source }: Written): Meaning {
  const mirror = named(text.replace(/\/$/, ''));
  return {
    source,
    does: `images of docker.io are asked of ${mirror} first, then of Docker Hub`,
    versions: `docker, all releases; ${READ}`,
    not: 'is for Docker Hub only, no other registry; not for pushes and logins',
  };
}

/** hosts.toml and certificates with containerd's image store; certificates alone with the other. */
function certificates(config: DaemonConfig, registry: string | null): readonly Meaning[] {
  const { host, start, version } = config;
  const { certsDirectory } = start;
  if (imageStore(config).kind === 'containerd') {
    const programs = 'docker from 28.0 with the containerd image store (the default of new installations from 29.0)';
    return certsMeanings(
      { host, version: engineBuild(version).containerdLibrary, roots: [certsDirectory], programs },
      registry,
    );
  }
  const listed = host.files.list(certsDirectory);
  const registries = registry === null ? (listed.kind === 'directory' ? listed.names.slice(0, MOST) : []) : [registry];
  return registries.flatMap((each) => {
    const found = hostCertificates(host, certsDirectory, each);
    if (!found.ok) return [];
    return found.authorities.map(({ path, source }) => ({
      source,
      does: `the CA in ${posix.basename(path)} is trusted at https://${named(each)}, beside the system's`,
      versions: 'docker, all releases; read at every connection. buildah, podman, skopeo and CRI-O read it too',
      not: 'allows no plain HTTP; is for this host and port alone; not for containerd, k3s and k0s',
    }));
  });
}
