import type { Host } from '../../../host/host.js';
import type { DockerLogin } from '../../docker-credential.js';
import type { DaemonConfig } from '../daemon/config.js';

/** What observations are made of. */
export interface Observed {
  /** As the user's shell sees it: the CLI's files. */
  readonly host: Host;
  readonly config: DaemonConfig;
  /** host[:port] asked; null where nobody asks about one. */
  readonly registry: string | null;
  readonly login: DockerLogin;
}
