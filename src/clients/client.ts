import type { Host } from '../host/host.js';
import type { Source } from '../host/source.js';
import type { PlanNode } from '../plan/nodes.js';

export type Operation = 'pull' | 'push' | 'login';

/** Flags given to `check` as they would be given to the client. Secrets are in the vault under `flag:--creds`. */
export interface ClientFlags {
  /** null: the flag was not given, which differs from its default. */
  readonly tlsVerify: boolean | null;
  /** True where `--creds` was given; the secret is in the vault as `flag:--creds`. */
  readonly credentials: boolean;
  readonly authFile: string | null;
  readonly certDirectory: string | null;
  readonly platform: { readonly os: string; readonly architecture: string; readonly variant: string | null } | null;
}

export interface ClientVersion {
  readonly text: string;
  readonly from: 'program' | 'flag' | 'assumed';
}

export interface PlanRequest {
  readonly host: Host;
  readonly version: ClientVersion;
  readonly operation: Operation;
  /** As typed. */
  readonly reference: string;
  readonly flags: ClientFlags;
}

/**
 * Something in the configuration worth knowing whatever the network does: a line without effect, a file that can't
 * be parsed. Rules turn those that matter for the outcome into findings.
 */
export interface Observation {
  readonly code:
    | 'config-parse-error'
    | 'config-ignored-wrong-path'
    | 'config-unknown-key'
    | 'config-wrong-dialect'
    | 'config-conflict'
    | 'config-deprecated'
    | 'auth-near-miss'
    | 'policy-blocked-registry'
    | 'invalid-reference'
    | 'short-name-unresolved';
  readonly source: Source;
  /** One sentence: what is there and what effect it has. */
  readonly text: string;
  /** What the setting was meant to bring about, when it can be told. */
  readonly meant: 'insecure' | 'trust' | 'credentials' | 'mirror' | 'block' | 'other';
  /** Files that would make the setting work, ready to be tried as a fix. */
  readonly cure: readonly { readonly path: string; readonly content: string }[];
  /** For files with secrets, whose new content isn't written out: the value at the JSON pointer `from` belongs at `pointer`. */
  readonly edits?: readonly { readonly path: string; readonly pointer: string; readonly from: string }[];
}

/** What one client would do for one reference on one host. */
export interface Plan {
  readonly client: string;
  readonly version: ClientVersion;
  /** `run`: this version range was run against real programs here. `read`: from source only. */
  readonly basis: 'run' | 'read';
  readonly operation: Operation;
  /** The reference as this client normalises it; null where it can't be parsed. */
  readonly reference: {
    readonly registry: string;
    readonly repository: string;
    readonly tag: string | null;
    readonly digest: string | null;
  } | null;
  readonly root: PlanNode;
  readonly sources: readonly Source[];
  readonly observations: readonly Observation[];
}

/** A family member: knows how one program behaves, never touches the network. */
export interface Client {
  readonly name: string;
  /** Version judged when neither program nor flag tells one: the newest whose source was read. */
  readonly assumedVersion: string;
  /** Arguments that make the program print its version; null where only files tell. */
  readonly versionCommand: readonly [program: string, ...arguments_: string[]] | null;
  /** Picks the version out of what `versionCommand` printed. */
  parseVersion(output: string): string | null;
  /** True where the program or its own configuration is on the host. */
  isOn(host: Host): boolean;
  plan(request: PlanRequest): Plan;
}
