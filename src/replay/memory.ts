import type { Failure } from '../plan/failure.js';
import type { BoundAuthorization } from './walker.js';

/** A blob as the manifest describes it. */
export interface WantedBlob {
  readonly digest: string;
  readonly kind: 'configuration' | 'layer';
  /** Bytes that it must have, where the client looks at that; else null. */
  readonly size: number | null;
  /** Bytes that the manifest says, whoever looks at them, or null. */
  readonly said: number | null;
}

/** What a client keeps from one request to the next within one operation; a retry starts without it. */
export class ClientMemory {
  /** Origins with an open connection, for clients that keep them: route and address as JSON. */
  readonly connections = new Map<string, string>();
  /** What was obtained for an origin by answering its challenge. */
  readonly authorizations = new Map<string, BoundAuthorization>();
  /** Why no token could be had for an origin, see `ChallengeRule.keepsRefusal`. */
  readonly refusals = new Map<string, Failure>();
  /** Option at which choices of a name start, see `OneOfNode.remembers`. */
  readonly choices = new Map<string, number>();
  /** Digest that the last manifest answer named, or null. */
  digest: string | null = null;
  /** The blob that `follow blobs` is at, or null. */
  blob: WantedBlob | null = null;

  /** As at the start of a client, which may be told a digest and what has been obtained. */
  clear(keeps: 'digest' | 'digest and logins' | null = null): void {
    this.connections.clear();
    if (keeps !== 'digest and logins') {
      this.authorizations.clear();
      this.refusals.clear();
    }
    this.choices.clear();
    if (keeps === null) this.digest = null;
  }

  /** A copy that later changes don't touch. */
  copy(): ClientMemory {
    const copy = new ClientMemory();
    for (const [origin, connection] of this.connections) copy.connections.set(origin, connection);
    for (const [origin, bound] of this.authorizations) copy.authorizations.set(origin, bound);
    for (const [origin, failure] of this.refusals) copy.refusals.set(origin, failure);
    for (const [name, option] of this.choices) copy.choices.set(name, option);
    copy.digest = this.digest;
    copy.blob = this.blob;
    return copy;
  }
}
