import type { ClientName, DifferentialCase } from '../case.js';
import { drawContainerd } from './containerd.js';
import { drawContainersImage } from './containers-image.js';
import { drawCtr } from './ctr.js';
import { drawDocker } from './docker.js';
import { startDraft } from './draft.js';
import { drawNetwork } from './network.js';
import { drawReference } from './reference.js';

/** One case in so many has a silent port: those wait for what real clients wait for. */
const ONE_SILENT_IN = 12;

/** The case of a seed: always the same one. */
export function generateCase(client: ClientName, seed: string, number: number): DifferentialCase {
  const name = `${seed}/${client}/${number}`;
  const draft = startDraft(name);
  const silent = number % ONE_SILENT_IN === ONE_SILENT_IN - 1;
  drawReference(draft);
  drawNetwork(draft, silent);
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
