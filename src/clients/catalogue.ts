import type { Client } from './client.js';
import { CONTAINERD, CTR } from './containerd/containerd.js';
import { BUILDAH } from './containers-image/buildah.js';
import { CRI_O } from './containers-image/cri-o.js';
import { PODMAN } from './containers-image/podman.js';
import { SKOPEO } from './containers-image/skopeo.js';
import { CRANE } from './crane/crane.js';
import { DOCKER } from './docker/docker.js';

/** All clients there are, in the order of reports. A new one is one line here. */
export const CLIENTS: readonly Client[] = [BUILDAH, PODMAN, SKOPEO, CRI_O, CONTAINERD, CTR, DOCKER, CRANE];

/** The client of a name as reports and flags write it, or undefined. */
export function clientNamed(name: string): Client | undefined {
  return CLIENTS.find((client) => client.name === name);
}
