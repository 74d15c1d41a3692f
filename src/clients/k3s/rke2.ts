import { agentClient } from './agent-client.js';
import { RKE2_FLAVOUR } from './flavour.js';

/** rke2 pulling for its kubelet; how it fetches its own runtime image is not modelled. */
export const RKE2 = agentClient(RKE2_FLAVOUR);
