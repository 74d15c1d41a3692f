import type { Client, ClientFlags, ClientVersion, Operation } from '../clients/client.js';
import type { Host } from '../host/host.js';
import type { Vantage } from '../host/vantage.js';

/** Everything a diagnosis rests on but the network: what was asked, of which clients, on which machine. */
export interface Subject {
  readonly host: Host;
  readonly vantage: Vantage;
  readonly clients: readonly { readonly client: Client; readonly version: ClientVersion }[];
  readonly operation: Operation;
  /** As typed. */
  readonly reference: string;
  readonly flags: ClientFlags;
  readonly allowInsecureAuth: boolean;
}
