import type { Host } from '../../host/host.js';
import { daemonHost } from '../daemon-host.js';
import { withEngineEnvironment } from './engine-environment.js';
import type { ToolName } from './versions.js';

/** CRI-O as it is started. */
const CRIO = { processes: ['crio', 'cri-o'], units: ['crio'] } as const;

/** The host as a tool sees it: CRI-O is a daemon with an environment of its own, the others run in the shell, buildah and podman with what containers.conf adds. */
export function toolHost(tool: ToolName, host: Host): Host {
  return tool === 'cri-o' ? daemonHost(host, CRIO) : withEngineEnvironment(tool, host);
}
