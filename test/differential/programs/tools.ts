import type { DifferentialCase } from '../case.js';
import { type Program, pulledBy } from './program.js';

/** Where these tools keep images and what they remember of blobs: `buildah pull` asks nobody for an image that it has. */
const STORES = ['/var/lib/containers/storage', '/run/containers/storage', '/var/lib/containers/cache'];

/** buildah, podman and skopeo: no daemon, a command a pull. */
function tool(name: string, verb: readonly string[], operand: (reference: string) => string): Program {
  return {
    // containers/image before 5.25 opens a connection for each request.
    pools: false,
    prepare: async (world) => {
      for (const path of STORES) await world.host.remove(path);
      return true;
    },
    pull: async (world, one, limitMs) => {
      const args = [...verb, ...flagsOf(one), operand(one.reference)];
      const options = { env: one.environment, timeoutMs: limitMs };
      return pulledBy(await world.host.run(name, args, options));
    },
  };
}

function flagsOf({ tlsVerify, credentials }: DifferentialCase): string[] {
  return [
    ...(tlsVerify === null ? [] : [`--tls-verify=${tlsVerify}`]),
    ...(credentials === null ? [] : ['--creds', credentials]),
  ];
}

export const BUILDAH = tool('buildah', ['pull'], (reference) => reference);
export const PODMAN = tool('podman', ['pull'], (reference) => reference);
export const SKOPEO = tool('skopeo', ['inspect', '--no-tags'], (reference) => `docker://${reference}`);
