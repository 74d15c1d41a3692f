import type { Fact } from '../facts/facts.js';
import type { FactKey } from '../facts/keys.js';

/** The only way by which secrets reach a probe. What comes through it goes onto the wire and nowhere else. */
export interface SecretReader {
  /** The secret of a credential by its name, or null where there is none. */
  secret(
    credentialId: string,
  ): { readonly username: string; readonly password: string; readonly token: string | null } | null;
  /** The bearer token that the request under this fact key brought, or null. */
  token(factKeyId: string): string | null;
  /** Keeps the bearer token of a token answer. */
  keepToken(factKeyId: string, token: string): void;
  /** Keeps what a credential helper gave, under the fact key of its asking. Left out: nothing is kept. */
  keepSecret?(
    factKeyId: string,
    secret: { readonly username: string; readonly password: string; readonly token: string | null },
  ): void;
}

export interface ProberOptions {
  readonly secrets: SecretReader;
  /** Where TCP to `address:port` (IPv6 in brackets) really goes; facts keep the address asked for. Null: nowhere else. */
  readonly portMap: ReadonlyMap<string, { readonly address: string; readonly port: number }> | null;
  /** PEM of a client certificate and its key by the path named in a key; null where they can't be read. */
  readClientCertificate(path: string, keyPath: string): { readonly certificate: string; readonly key: string } | null;
  /** Environment in which credential helpers run, PATH with it. Left out or null: none is run. */
  readonly helperEnvironment?: Readonly<Record<string, string | undefined>> | null;
}

export interface ProbeLimits {
  /** Most time this probe may take, milliseconds. */
  readonly stepMs: number;
  /** Ends the probe at once; the fact that comes back then says nothing about the network and must be dropped. */
  readonly signal: AbortSignal;
  /** Round trip (ms) of a connect to the same address on another port that was answered, or null while none is known. */
  siblingRoundTripMs(): number | null;
}

/** Asks the network one question at a time. */
export interface Prober {
  /** Never rejects: what can't be asked is a fact with outcome `failed` and a detail (`server-failure` for look-ups). */
  probe(key: FactKey, limits: ProbeLimits): Promise<Fact>;
  /** Ends probes under way and destroys all sockets. */
  close(): Promise<void>;
}
