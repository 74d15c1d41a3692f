import type { Client } from '../client.js';
import { toolClient } from './tool-client.js';

/** CRI-O pulling for the kubelet; the kubelet's own credentials and back-off are not part of it. */
export const CRI_O: Client = toolClient({
  tool: 'cri-o',
  program: 'crio',
  assumedVersion: '1.36.3',
  isOn: (host) => host.files.list('/etc/crio').kind === 'directory',
});
