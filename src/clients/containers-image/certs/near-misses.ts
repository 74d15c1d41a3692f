import { posix } from 'node:path';
import type { Host } from '../../../host/host.js';
import type { Observation } from '../../client.js';
import { systemDirectory } from '../registries/locations.js';
import { fileSource } from '../registries/text.js';
import type { RegistriesGeneration } from '../registries-config.js';
import { type CertificateDirectory, certificateParents } from './directory.js';
import { hasCertificate, looksLikeDer } from './pem.js';

/** Directories of other programs in the same layout; none is read by this family (docker's is, last of all). */
const FOREIGN_PARENTS = [
  '/etc/containerd/certs.d',
  '/var/lib/rancher/k3s/agent/etc/containerd/certs.d',
  '/var/lib/rancher/rke2/agent/etc/containerd/certs.d',
];

/** Near misses told for one registry; more would bury the first. */
const MOST = 8;

/** Directories looked through for another port of the same host. */
const MOST_DIRECTORIES = 500;

/** Files of one directory looked at. */
const MOST_FILES = 50;

/**
 * Certificates that look meant for `host[:port]` but have no effect, each with the file that would have one where it can be written
 * as text. `--cert-dir` shuts out everything but its own directory.
 */
export function certificateNearMisses(
  host: Host,
  generation: RegistriesGeneration,
  hostPort: string,
  directory: CertificateDirectory,
  flag: string | null,
): Observation[] {
  const target = directory.path ?? flag ?? posix.join(systemDirectory(host), 'certs.d', hostPort);
  const found = directory.path === null ? [] : wrongNames(host, directory.path);
  if (flag === null) {
    if (directory.path !== null) {
      for (const shadowed of directory.candidates.slice(directory.candidates.indexOf(directory.path) + 1)) {
        found.push(...elsewhere(host, shadowed, target, `${directory.path} exists and is the only one read`));
      }
    }
    if (!holdsAuthority(host, directory.path)) {
      for (const { path, name } of otherPorts(host, generation, hostPort)) {
        found.push(
          ...elsewhere(host, path, target, `the directory is for ${name}, and names must match with the port`),
        );
      }
      for (const parent of FOREIGN_PARENTS) {
        found.push(...elsewhere(host, posix.join(parent, hostPort), target, 'that directory belongs to containerd'));
      }
    }
  }
  return found.slice(0, MOST);
}

/** Files of the directory that is read whose names or content keep them from counting. */
function wrongNames(host: Host, directory: string): Observation[] {
  const found: Observation[] = [];
  for (const name of names(host, directory)) {
    const path = posix.join(directory, name);
    const read = host.files.read(path);
    if (read.kind !== 'file' || name.endsWith('.key')) continue;
    const pem = hasCertificate(read.text);
    if (name.endsWith('.crt')) {
      if (pem) continue;
      const what = looksLikeDer(read.text) ? 'it is DER, and only PEM is read' : 'there is no PEM certificate in it';
      found.push(observation(path, `${path} adds no CA: ${what}`, []));
    } else if (name.endsWith('.cert')) {
      const hasKey = names(host, directory).includes(`${name.slice(0, -'.cert'.length)}.key`);
      if (pem && !hasKey)
        found.push(observation(path, `${path} is taken for a client certificate: a CA must be called .crt`, []));
    } else if (pem) {
      const cure = [{ path: posix.join(directory, `${name.replace(/\.[^.]*$/, '')}.crt`), content: read.text }];
      found.push(observation(path, `${path} is not read: only names that end in .crt, in lower case, are CAs`, cure));
    } else if (looksLikeDer(read.text) && /\.(cer|der|crt)$/i.test(name)) {
      found.push(observation(path, `${path} is not read: only PEM files whose names end in .crt are CAs`, []));
    }
  }
  return found;
}

/** CAs in a directory that isn't read, to be written into the one that is. */
function elsewhere(host: Host, directory: string, target: string, reason: string): Observation[] {
  const found: Observation[] = [];
  for (const name of names(host, directory)) {
    const path = posix.join(directory, name);
    const read = host.files.read(path);
    if (read.kind !== 'file' || !/\.(crt|pem|cer|cert)$/i.test(name) || !hasCertificate(read.text)) continue;
    if (name.endsWith('.cert') && names(host, directory).includes(`${name.slice(0, -'.cert'.length)}.key`)) continue;
    const cure = [{ path: posix.join(target, `${name.replace(/\.[^.]*$/, '')}.crt`), content: read.text }];
    found.push(observation(path, `${path} is not read: ${reason}`, cure));
  }
  return found;
}

function otherPorts(host: Host, generation: RegistriesGeneration, hostPort: string): { path: string; name: string }[] {
  const bare = hostPort.replace(/:\d+$/, '');
  const found: { path: string; name: string }[] = [];
  for (const parent of [...certificateParents(host, generation), ...FOREIGN_PARENTS]) {
    for (const name of names(host, parent, MOST_DIRECTORIES)) {
      if (name !== hostPort && name.replace(/[:_]\d+_?$/, '') === bare)
        found.push({ path: posix.join(parent, name), name });
    }
  }
  return found;
}

function holdsAuthority(host: Host, directory: string | null): boolean {
  if (directory === null) return false;
  return names(host, directory).some((name) => {
    const read = name.endsWith('.crt') ? host.files.read(posix.join(directory, name)) : null;
    return read?.kind === 'file' && hasCertificate(read.text);
  });
}

function names(host: Host, directory: string, most = MOST_FILES): readonly string[] {
  const listed = host.files.list(directory);
  return listed.kind === 'directory' ? listed.names.slice(0, most) : [];
}

function observation(path: string, text: string, cure: Observation['cure']): Observation {
  return { code: 'config-ignored-wrong-path', source: fileSource(path, null, ''), text, meant: 'trust', cure };
}
