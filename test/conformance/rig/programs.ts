import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where Debian keeps programs; `sbin` is not on every user's PATH. Also the PATH inside the rig. */
export const PROGRAM_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Each program the rig runs, with the Debian package that brings it (installed by scripts/install-test-programs.sh). */
export const PROGRAMS: readonly { readonly program: string; readonly debianPackage: string }[] = [
  { program: 'buildah', debianPackage: 'buildah' },
  { program: 'podman', debianPackage: 'podman' },
  { program: 'skopeo', debianPackage: 'skopeo' },
  { program: 'tcpdump', debianPackage: 'tcpdump' },
  { program: 'containerd', debianPackage: 'containerd' },
  { program: 'ctr', debianPackage: 'containerd' },
  { program: 'docker', debianPackage: 'docker.io' },
  { program: 'dockerd', debianPackage: 'docker.io' },
  { program: 'docker-registry', debianPackage: 'docker-registry' },
  { program: 'dnsmasq', debianPackage: 'dnsmasq-base' },
  { program: 'nft', debianPackage: 'nftables' },
  { program: 'ip', debianPackage: 'iproute2' },
  { program: 'unshare', debianPackage: 'util-linux' },
  { program: 'nsenter', debianPackage: 'util-linux' },
  { program: 'setpriv', debianPackage: 'util-linux' },
  { program: 'openssl', debianPackage: 'openssl' },
  { program: 'htpasswd', debianPackage: 'apache2-utils' },
  // Storage is judged in containers that the tests make themselves.
  { program: 'runc', debianPackage: 'runc' },
  { program: 'crun', debianPackage: 'crun' },
  { program: 'fuse-overlayfs', debianPackage: 'fuse-overlayfs' },
  { program: 'newuidmap', debianPackage: 'uidmap' },
  { program: 'setcap', debianPackage: 'libcap2-bin' },
  // Printed fixes edit auth files with it.
  { program: 'jq', debianPackage: 'jq' },
];

/** Whether a program is on PROGRAM_PATH. */
export function isInstalled(program: string): boolean {
  return PROGRAM_PATH.split(delimiter).some((directory) => {
    try {
      accessSync(join(directory, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** One line for each thing the conformance tests need and this machine lacks; empty when they can run. */
export function missingForConformance(): string[] {
  const lines = PROGRAMS.filter(({ program }) => !isInstalled(program)).map(
    ({ program, debianPackage }) => `${program} is not installed (Debian package ${debianPackage})`,
  );
  if (process.getuid?.() !== 0) lines.push('root is needed to make network namespaces');
  return lines;
}
