import type { Client } from '../client.js';
import { containerdInstallation } from './cri/installation.js';
import { servesCri } from './cri/is-on.js';
import { containerdPlaceFor } from './cri/place-for.js';
import { criPlan } from './cri/plan.js';
import { containerdRemedies } from './cri/remedies.js';
import { containerdConfiguration } from './cri/view.js';

/** The newest release whose source was read. */
const NEWEST = '2.3.4';

/** containerd pulling for the kubelet (CRI); credentials are a pod's, the kubelet's own, `crictl pull --creds`, or those of config.toml. */
export const CONTAINERD: Client = {
  name: 'containerd',
  assumedVersion: NEWEST,
  versionCommand: ['containerd', '--version'],
  parseVersion: (output) => /\bv?(\d+\.\d+\.\d+[0-9A-Za-z.+~-]{0,40})/.exec(output.slice(0, 4096))?.[1] ?? null,
  isOn: (host) => servesCri(host, NEWEST),
  plan: (request) => criPlan(request, containerdInstallation(request)),
  configuration: containerdConfiguration,
  remedies: containerdRemedies,
  placeFor: containerdPlaceFor,
};
