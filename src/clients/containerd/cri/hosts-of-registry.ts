import type { Source } from '../../../host/source.js';
import type { CredentialRef, PlanNode } from '../../../plan/nodes.js';
import type { Observation } from '../../client.js';
import type { RegistryHost } from '../registry-host.js';

/** What the CRI plugin asks for one registry, in order, and what in the configuration has no effect. */
export interface CriHosts {
  readonly hosts: readonly RegistryHost[];
  readonly observations: readonly Observation[];
  /** The configured credential for a contacted `host[:port]`; asked only where the CRI request carries none. Null: anonymous. */
  readonly credentialFor: (host: string) => CredentialRef | null;
}

/** The plugin pulls nothing: what the kubelet sees, and what decided it. */
export interface CriStop {
  readonly stop: PlanNode;
  readonly source: Source;
  readonly observations?: readonly Observation[];
}
