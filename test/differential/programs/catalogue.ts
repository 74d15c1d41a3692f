import type { ClientName } from '../case.js';
import { CONTAINERD } from './containerd.js';
import { CTR } from './ctr.js';
import { DOCKER } from './docker.js';
import type { Program } from './program.js';
import { BUILDAH, PODMAN, SKOPEO } from './tools.js';

/** How each client is really run. */
export const PROGRAMS: Readonly<Record<ClientName, Program>> = {
  buildah: BUILDAH,
  podman: PODMAN,
  skopeo: SKOPEO,
  containerd: CONTAINERD,
  ctr: CTR,
  docker: DOCKER,
};
