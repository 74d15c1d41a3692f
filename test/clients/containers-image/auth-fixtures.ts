import { authFiles } from '../../../src/clients/containers-image/auth/files.js';
import { toolFeatures } from '../../../src/clients/containers-image/versions.js';
import type { Host } from '../../../src/host/host.js';

/** Root's own auth file. */
export const AUTH = '/run/containers/0/auth.json';
/** Docker's. */
export const DOCKER = '/root/.docker/config.json';

export function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

/** An auth file with `user:password` texts under each key. */
export function auths(entries: Record<string, string>): string {
  return JSON.stringify({
    auths: Object.fromEntries(Object.entries(entries).map(([key, value]) => [key, { auth: base64(value) }])),
  });
}

/** The files that buildah reads for a pull. */
export function filesOf(host: Host) {
  const files = authFiles(host, toolFeatures('buildah', '1.44.0'), 'pull', null);
  if (!files.ok) throw new Error(files.text);
  return files.files;
}
