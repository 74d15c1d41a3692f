import type { Host, Platform } from '../../../host/host.js';
import type { CredentialRef } from '../../../plan/nodes.js';
import type { RegistryHost } from '../registry-host.js';

/** One pull or push by containerd's resolver library. */
export interface ResolveRequest {
  readonly host: Host;
  /** Version of containerd, or of the containerd library in use. */
  readonly version: string;
  readonly goVersion: string;
  readonly hosts: readonly RegistryHost[];
  /** host[:port] of the reference: what `ns` says to other hosts. */
  readonly registry: string;
  readonly repository: string;
  readonly tag: string | null;
  readonly digest: string | null;
  /** The credential offered where a host asks for one, by the host contacted (`host[:port]`). */
  readonly credentialFor: (host: string) => CredentialRef | null;
  readonly platform: Platform;
  /** True where the program has one authorizer for the whole pull; else what was obtained for the manifest is asked for again to fetch it. */
  readonly sharesAuthorizer?: boolean;
}
