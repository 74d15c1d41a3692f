import { versionAtLeast } from '../../version.js';

/** Go of containerd's official builds, least of each series; decides the rules for certificates. */
export function containerdGoVersion(version: string): string {
  if (versionAtLeast(version, '2.2.0')) return '1.25';
  if (versionAtLeast(version, '2.0.0')) return '1.23';
  return versionAtLeast(version, '1.7.0') ? '1.21' : '1.19';
}
