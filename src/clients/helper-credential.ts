import { keyId } from '../facts/keys.js';
import type { Host } from '../host/host.js';
import type { Source } from '../host/source.js';
import type { CredentialRef, HelperUse } from '../plan/nodes.js';
import { programPath } from './program-path.js';

/** The program that a configuration means by a helper's or store's name (docker/docker-credential-helpers: `docker-credential-NAME`). */
export function helperProgram(name: string): string {
  return `docker-credential-${name}`;
}

/** True where the program isn't on the machine's PATH. */
export function isAbsent(host: Host, name: string): boolean {
  return programPath(host, helperProgram(name)) === null;
}

/** What a client asks of a helper: by which name it is configured, for which server, and what decided it. */
export interface HelperRequest {
  /** As in the file: `pass`, `ecr-login`. */
  readonly name: string;
  /** As the client writes it on the helper's standard input. */
  readonly server: string;
  readonly source: Source;
}

/** The credential that only a helper knows. `then`: what the client does where it gives nothing. */
export function helperCredential(
  host: Host,
  { name, server, source }: HelperRequest,
  then: Pick<HelperUse, 'none' | 'failed' | 'forgives'> = {},
): CredentialRef {
  const program = helperProgram(name);
  return {
    id: keyId({ kind: 'helper', program, server }),
    kind: 'helper',
    helper: { program, server, ...(isAbsent(host, name) ? { absent: true } : {}), ...then },
    source,
    matchedKey: server,
  };
}

/** What counts where a helper gives nothing; nothing is left out. */
export function otherwise(credential: CredentialRef | null): Pick<HelperUse, 'none'> {
  return credential === null ? {} : { none: credential };
}
