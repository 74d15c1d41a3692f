import { agentClient } from './agent-client.js';
import { K3S_FLAVOUR } from './flavour.js';

/** k3s (and nodes of k3d) pulling for its kubelet. */
export const K3S = agentClient(K3S_FLAVOUR);
