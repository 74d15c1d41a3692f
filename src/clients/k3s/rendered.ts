import type { Host } from '../../host/host.js';
import { hostWithFiles } from '../../host/overlay.js';
import { type CriConfiguration, readCriConfiguration } from '../containerd/cri/configuration.js';
import { generatedFiles } from './generated.js';
import type { AgentNode } from './node.js';

/** The machine after the agent's next start, and containerd's configuration on it. */
export function afterStart(node: AgentNode): { readonly host: Host; readonly configuration: CriConfiguration } {
  const host = hostWithFiles(node.host, generatedFiles(node));
  return { host, configuration: readCriConfiguration(host, node.containerdVersion, node.configPath) };
}

/** The node as one that has never been started: what its files say today decides, not what an earlier start wrote. */
export function unstarted(node: AgentNode): AgentNode {
  return { ...node, host: hostWithFiles(node.host, [{ path: node.configPath, content: null }]) };
}
