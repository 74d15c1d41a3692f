import { BUILDKIT } from './buildkit/buildkit.js';
import type { Client } from './client.js';
import { CONTAINERD } from './containerd/containerd.js';
import { BUILDAH } from './containers-image/buildah.js';
import { CRI_O } from './containers-image/cri-o.js';
import { PODMAN } from './containers-image/podman.js';
import { SKOPEO } from './containers-image/skopeo.js';
import { CRANE } from './crane/crane.js';
import { KANIKO } from './crane/kaniko.js';
import { CTR } from './ctr/ctr.js';
import { DOCKER } from './docker/docker.js';
import { HELM } from './helm/helm.js';
import { K0S } from './k0s/k0s.js';
import { K3S } from './k3s/k3s.js';
import { RKE2 } from './k3s/rke2.js';
import { MICROK8S } from './microk8s/microk8s.js';
import { NERDCTL } from './nerdctl/nerdctl.js';
import { ORAS } from './oras/oras.js';
import { withService } from './service/with-service.js';

/** All clients there are, in the order of reports. A new one is one line here. */
export const CLIENTS: readonly Client[] = [
  BUILDAH,
  PODMAN,
  SKOPEO,
  CRI_O,
  CONTAINERD,
  K3S,
  RKE2,
  K0S,
  MICROK8S,
  DOCKER,
  BUILDKIT,
  NERDCTL,
  CTR,
  CRANE,
  KANIKO,
  HELM,
  ORAS,
].map(withService);

/** The client of a name as reports and flags write it, or undefined. */
export function clientNamed(name: string): Client | undefined {
  return CLIENTS.find((client) => client.name === name);
}
