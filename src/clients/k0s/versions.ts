import { versionAtLeast } from '../version.js';

/** /etc/k0s/containerd.d is read (k0s `pkg/component/worker/containerd`). */
export function readsDropIns(version: string): boolean {
  return versionAtLeast(version, '1.27.1');
}

/** containerd 2 inside: files are of version 3, and containerd merges them itself. */
export function hasContainerd2(version: string): boolean {
  return versionAtLeast(version, '1.36.0');
}

/** containerd of each series, the first of it (k0s `embedded-bins/Makefile.variables`), newest last. */
const CONTAINERD: readonly (readonly [since: string, containerd: string])[] = [
  ['1.21', '1.4.6'],
  ['1.22', '1.5.7'],
  ['1.23', '1.5.9'],
  ['1.24', '1.6.4'],
  ['1.25', '1.6.8'],
  ['1.26', '1.6.12'],
  ['1.27', '1.7.0'],
  ['1.28', '1.7.2'],
  ['1.29', '1.7.8'],
  ['1.30', '1.7.15'],
  ['1.31', '1.7.20'],
  ['1.32', '1.7.24'],
  ['1.33', '1.7.27'],
  ['1.35', '1.7.29'],
  ['1.36', '2.3.3'],
];

/** Version of the containerd inside a release of k0s; of releases that aren't listed, that of the nearest older series. */
export function containerdInside(version: string): string {
  return (CONTAINERD.findLast(([since]) => versionAtLeast(version, since)) ?? CONTAINERD[0])?.[1] ?? '2.3.3';
}
