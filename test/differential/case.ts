/** The programs that judge the predictions. */
export const CLIENTS = ['buildah', 'podman', 'skopeo', 'containerd', 'ctr', 'docker'] as const;
export type ClientName = (typeof CLIENTS)[number];

/** What a port of the case's network does. */
export interface PortState {
  readonly speaks: 'https' | 'http' | 'refused' | 'silent';
  /** For `https`: what is wrong with the certificate, if anything. */
  readonly certificate: 'good' | 'unknown-ca' | 'wrong-name' | 'expired';
  readonly auth: 'none' | 'basic' | 'bearer' | 'bearer-public';
  /** Where tokens come from: the registry itself, or auth.test. */
  readonly realm: 'own' | 'auth.test';
  readonly answers: 'image' | 'index' | 'empty' | 'unavailable';
}

/** One random machine in one random network, and the image asked for. Plain data: it is what a fixture keeps. */
export interface DifferentialCase {
  /** `SEED/CLIENT/NUMBER`: what it was made of. */
  readonly seed: string;
  readonly client: ClientName;
  readonly reference: string;
  /** Absolute path to content; `{{root-ca}}` and `{{unknown-ca}}` stand for the PEM of this run's authorities. */
  readonly files: Readonly<Record<string, string>>;
  readonly environment: Readonly<Record<string, string>>;
  /** Null: the flag is not given. */
  readonly tlsVerify: boolean | null;
  /** `user:password`, or null. */
  readonly credentials: string | null;
  /** `address:port` to what it does; every other port is refused. */
  readonly network: Readonly<Record<string, PortState>>;
  /** Names of the generator's branches that made it. */
  readonly branches: readonly string[];
  /** True where a port on the way is silent: such cases wait, and run aside. */
  readonly silent: boolean;
}

/** Names of the network and their addresses, the same in every case (test/conformance/rig/network.ts: ADDRESS). */
export const NAMES: Readonly<Record<string, string>> = {
  'registry.test': '10.99.0.10',
  'mirror.test': '10.99.0.11',
  'auth.test': '10.99.0.12',
  'other.test': '10.99.0.13',
  localhost: '127.0.0.1',
};

/** Ports with a listener behind them; what a case does not name among them is refused all the same. */
export const PORTS = [443, 80, 5000] as const;

/** The only account there is, and its password. */
export const ACCOUNT = { user: 'alice', password: 'secret' } as const;

/** A port that refuses. */
export const REFUSED: PortState = {
  speaks: 'refused',
  certificate: 'good',
  auth: 'none',
  realm: 'own',
  answers: 'image',
};
