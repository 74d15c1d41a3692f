import type { FindingCode } from '../../../src/findings/codes.js';
import type { Rig } from '../rig/rig.js';

/** The real programs that pull before and after the printed fix. */
export type PairClient = 'containerd' | 'ctr' | 'docker' | 'buildah' | 'podman' | 'skopeo' | 'crane';

/** A wrong configuration with which a real program fails, and which what regdoctor prints must cure. */
export interface Pair {
  readonly name: string;
  readonly client: PairClient;
  /** As given to regdoctor and to the program. */
  readonly reference: string;
  /** Servers, names and the machine's files, before any daemon is started. */
  readonly build: (rig: Rig) => Promise<unknown>;
  /** What somebody changes once the daemon runs. */
  readonly afterStart?: (rig: Rig) => Promise<unknown>;
  /** Code of the first finding. */
  readonly finding: FindingCode;
  /** Default: error. A warning where nobody sees from outside what a running daemon knows. */
  readonly severity?: 'warning';
  /** Only a server can say that a login is good, and it is not asked with a login of another name: then replay assumes the answer. */
  readonly proof?: 'hypothetical';
}
