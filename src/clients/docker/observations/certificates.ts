import { posix } from 'node:path';
import type { Host } from '../../../host/host.js';
import type { Observation } from '../../client.js';
import { hasCertificate, looksLikeDer } from '../../containers-image/certs/pem.js';
import { fileSource } from '../../containers-image/registries/text.js';
import { imageStore } from '../store.js';
import type { Observed } from './observed.js';

/** Directories of other programs in the same layout. */
const FOREIGN = [
  '/etc/containers/certs.d',
  '/etc/containerd/certs.d',
  '/etc/docker/cert.d',
  '/etc/docker/certs',
  '/etc/docker',
];
const MOST_DIRECTORIES = 500;
const MOST_FILES = 50;

/** CAs that look meant for the registry and aren't read, each with the file that would be where it can be written as text. */
export function certificateObservations({ host, config, registry }: Observed): Observation[] {
  if (registry === null) return [];
  const { certsDirectory } = config.start;
  // hosts.toml comes with observations of its own for the directories around it.
  if (imageStore(config).kind === 'containerd') return mirrorAuthorities(host, config, registry);
  const own = posix.join(certsDirectory, registry);
  const found = wrongNames(host, own);
  const insecure = config.insecureNames.get(registry);
  if (insecure !== undefined && imageStore(config).kind === 'graphdriver') {
    const [path] = authorities(host, own);
    if (path !== undefined)
      found.push(
        observation(
          path,
          `${path} is not read: ${registry} is in insecure-registries, and nobody checks its certificate`,
          [],
        ),
      );
  }
  if (authorities(host, own).length > 0) return found;
  const others = [
    ...FOREIGN.map((parent) => ({
      directory: posix.join(parent, registry),
      why: 'docker does not read that directory',
    })),
    ...names(host, certsDirectory, MOST_DIRECTORIES)
      .filter((name) => name !== registry && sameHost(name, registry))
      .map((name) => ({
        directory: posix.join(certsDirectory, name),
        why: `the directory is for ${name}, and names must match with the port`,
      })),
  ];
  for (const { directory, why } of others) {
    for (const path of certificates(host, directory)) {
      const read = host.files.read(path);
      const name = `${posix.parse(path).name}.crt`;
      const cure = read.kind === 'file' ? [{ path: posix.join(own, name), content: read.text }] : [];
      found.push(observation(path, `${path} is not read for ${registry}: ${why}`, cure));
    }
  }
  return found;
}

/** Files of the directory that is read whose names or content keep them from counting. */
function wrongNames(host: Host, directory: string): Observation[] {
  const all = names(host, directory);
  return all.flatMap((name): Observation[] => {
    const path = posix.join(directory, name);
    const read = host.files.read(path);
    if (read.kind !== 'file' || name.endsWith('.key')) return [];
    const pem = hasCertificate(read.text);
    if (name.endsWith('.crt')) {
      if (pem) return [];
      const what = looksLikeDer(read.text) ? 'it is DER, and only PEM is read' : 'there is no PEM certificate in it';
      return [observation(path, `${path} adds no CA: ${what}`, [])];
    }
    if (name.endsWith('.cert')) {
      if (!pem || all.includes(`${name.slice(0, -'.cert'.length)}.key`)) return [];
      return [
        observation(
          path,
          `${path} is taken for a client certificate whose key is missing, which stops every request: a CA must be called .crt`,
          [],
        ),
      ];
    }
    if (!pem || isKnown(host, directory, read.text)) return [];
    const cure = [{ path: posix.join(directory, `${posix.parse(name).name}.crt`), content: read.text }];
    return [observation(path, `${path} is not read: only names that end in .crt are CAs`, cure)];
  });
}

/** With the containerd store mirrors use Docker Hub's connection: their own directories aren't read (moby `daemon/hosts.go`). */
function mirrorAuthorities(host: Host, config: Observed['config'], registry: string): Observation[] {
  if (registry !== 'docker.io') return [];
  const { certsDirectory } = config.start;
  return config.mirrors.flatMap(({ text }) => {
    const name = /^[a-z]+:\/\/([^/]*)/i.exec(text)?.[1] ?? '';
    const own = posix.join(certsDirectory, 'docker.io');
    return authorities(host, posix.join(certsDirectory, name)).flatMap((path) => {
      const read = host.files.read(path);
      if (read.kind === 'file' && isKnown(host, own, read.text)) return [];
      const cure = read.kind === 'file' ? [{ path: posix.join(own, posix.basename(path)), content: read.text }] : [];
      return observation(
        path,
        `${path} is not read for the mirror ${name}: with this image store mirrors use the certificates of docker.io`,
        cure,
      );
    });
  });
}

/** True where a CA file of the directory says the same. */
function isKnown(host: Host, directory: string, pem: string): boolean {
  return authorities(host, directory).some((path) => {
    const read = host.files.read(path);
    return read.kind === 'file' && read.text.trim() === pem.trim();
  });
}

function sameHost(directory: string, registry: string): boolean {
  const bare = (name: string): string =>
    name
      .replace(/_(\d+)_$/, '')
      .replace(/:\d+$/, '')
      .toLowerCase();
  return bare(directory) === bare(registry);
}

function authorities(host: Host, directory: string): string[] {
  return certificates(host, directory).filter((path) => path.endsWith('.crt'));
}

function certificates(host: Host, directory: string): string[] {
  const all = names(host, directory);
  return all
    .filter((name) => /\.(?:crt|pem|cer|cert)$/i.test(name) && !all.includes(`${posix.parse(name).name}.key`))
    .map((name) => posix.join(directory, name))
    .filter((path) => {
      const read = host.files.read(path);
      return read.kind === 'file' && hasCertificate(read.text);
    });
}

function names(host: Host, directory: string, most = MOST_FILES): readonly string[] {
  const listed = host.files.list(directory);
  return listed.kind === 'directory' ? listed.names.slice(0, most) : [];
}

function observation(path: string, text: string, cure: Observation['cure']): Observation {
  return { code: 'config-ignored-wrong-path', source: fileSource(path, null, ''), text, meant: 'trust', cure };
}
