import type { CaseHost } from './case-host.js';
import type { Firewall } from './firewall.js';
import type { Listeners } from './listeners.js';
import type { Network } from './network.js';
import type { Pki } from './pki.js';

/** Everything one case has for itself. */
export interface Rig {
  readonly name: string;
  /** A scratch directory outside the namespaces, removed with the case. */
  readonly directory: string;
  /** The machine the clients and regdoctor run on. */
  readonly host: CaseHost;
  readonly network: Network;
  /** The server side's firewall, and the connections it saw. */
  readonly firewall: Firewall;
  /** Sockets in the server namespace, served by the test. */
  readonly listeners: Listeners;
  /** The run's certificate authorities. */
  readonly pki: Pki;
  /** What all cases of the run share: see images.ts. */
  readonly shared: string;
}
