import type { ClientName, DifferentialCase } from '../case.js';
import { drawContainerd } from './containerd.js';
import { drawContainersImage } from './containers-image.js';
import { drawCtr } from './ctr.js';
import { drawDocker } from './docker.js';
import { startDraft } from './draft.js';
import { drawNetwork } from './network.js';
import { drawReference } from './reference.js';

/** One case in so many has a silent port, each of these in turn: those wait for what real clients wait for. */
const ONE_SILENT_IN = 10;
const SILENT_PORTS = ['', ':5000', ':80'] as const;

/** Clients with one more place that stops pulls (BUILD_REGISTRY_SOURCES), or without any that cures them, get better networks: a quarter shall succeed. */
const EXTRA_HTTPS: Partial<Record<ClientName, number>> = { buildah: 22, podman: 22, ctr: 6, containerd: 4 };

/** The case of a seed: always the same one. */
export function generateCase(client: ClientName, seed: string, number: number): DifferentialCase {
  const name = `${seed}/${client}/${number}`;
  const draft = startDraft(name, number);
  const silent = number % ONE_SILENT_IN === ONE_SILENT_IN - 1;
  const silentPort = SILENT_PORTS[Math.floor(number / ONE_SILENT_IN) % SILENT_PORTS.length] ?? '';
  drawReference(draft, silent ? silentPort : null, client === 'buildah' || client === 'podman');
  drawNetwork(draft, silent, EXTRA_HTTPS[client] ?? 0);
  switch (client) {
    case 'containerd':
      drawContainerd(draft);
      break;
    case 'ctr':
      drawCtr(draft);
      break;
    case 'docker':
      drawDocker(draft);
      break;
    default:
      drawContainersImage(draft, client);
  }
  const { reference, files, environment, tlsVerify, credentials, network } = draft;
  return {
    seed: name,
    client,
    reference,
    files,
    environment,
    tlsVerify,
    credentials,
    network,
    branches: [...draft.branches].sort(),
    silent,
  };
}
