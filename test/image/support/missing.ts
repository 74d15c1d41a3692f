import { isInstalled } from '../../conformance/rig/programs.js';

/** What builds and runs the image in tests, with the Debian package that brings it. */
const PROGRAMS: Readonly<Record<string, string>> = {
  buildah: 'buildah',
  podman: 'podman',
  runc: 'runc',
  'apt-get': 'apt',
  'dpkg-deb': 'dpkg',
  ip: 'iproute2',
  unshare: 'util-linux',
  'docker-registry': 'docker-registry',
  dockerd: 'docker.io',
  ctr: 'containerd',
};

/** One line for each thing that the image tests need and this machine lacks; empty when they can run. */
export function missingForImages(): string[] {
  const lines = Object.entries(PROGRAMS)
    .filter(([program]) => !isInstalled(program))
    .map(([program, debianPackage]) => `${program} is not installed (Debian package ${debianPackage})`);
  if (process.getuid?.() !== 0) lines.push('root is needed to run containers');
  return lines;
}
