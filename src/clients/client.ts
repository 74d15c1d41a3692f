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
  /** A pod's imagePullSecrets (`.dockerconfigjson` of the secret, saved as a file): what the kubelet would hand to a CRI client. */
  readonly dockerConfigJson: string | null;
  /** oras's and helm's `--plain-http`; left out: not given. */
  readonly plainHttp?: boolean | null;
  /** oras's and helm's `--ca-file`, a path on the host; left out: not given. */
  readonly caFile?: string | null;
  /** True: nobody's credentials are used, whatever there is; left out: those the client finds. */
  readonly anonymous?: boolean;
  /** Size of a part to send into the upload session of a push, bytes; left out: none is sent. Not the client's: what regdoctor tries besides. */
  readonly pushBytes?: number;
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
    | 'config-needs-restart'
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
  /** Files as the running program may still know them, null for none: for settings that it reads at its start only. */
  readonly before?: readonly { readonly path: string; readonly content: string | null }[];
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

/** The configuration of one client, for one reference or (null) for whatever image is asked for. */
export interface ConfigurationRequest {
  readonly host: Host;
  readonly version: ClientVersion;
  readonly flags: ClientFlags;
  readonly reference: string | null;
}

/** One place in the order in which the client looks at them. */
export interface ConfigurationPlace {
  /** Absolute path as the machine sees it. */
  readonly path: string;
  /** `ignored`: it is there, and this client doesn't read it although a reader might think so. */
  readonly found: 'read' | 'absent' | 'unreadable' | 'ignored';
  /** What it is for in a few words (`mirrors and credentials of registries`); where ignored or unreadable, why. */
  readonly says: string;
}

/** What a line (or file) of the configuration does, in words for people. No name, password or token of a login in any of them. */
export interface Meaning {
  readonly source: Source;
  /** One clause in the present tense: `images of reg:5000 are asked of http://reg:5000 first, then of https://reg:5000`. */
  readonly does: string;
  /** `k3s from v0.10.0; through hosts.toml from v1.28.6`. */
  readonly versions: string;
  /** What people take it for and it isn't: `allows no plain HTTP`; null: nothing. */
  readonly not: string | null;
  /** True where this client does nothing with it: not worth telling where another client reads the file. */
  readonly idle?: boolean;
}

/** All that could matter, and what in it has no effect. Lines that decide for a reference are the `sources` of its plan. */
export interface Configuration {
  readonly places: readonly ConfigurationPlace[];
  readonly observations: readonly Observation[];
  /** What it says: with a reference of its registry only, else of all. Left out: nobody has put it into words. */
  readonly meanings?: readonly Meaning[];
}

/** What a fix wants to bring about in a client's configuration, whatever its files are called. */
export type RemedyGoal =
  /** The reference's registry may be asked over plain HTTP. `port`: where it answers, when the reference names none; null: the reference's own. */
  | { readonly kind: 'plain-http'; readonly port: number | null }
  /** This certificate (PEM) is trusted at the endpoint, `host[:port]` as the client contacts it. */
  | { readonly kind: 'trust'; readonly endpoint: string; readonly pem: string }
  /** Nobody checks who answers at the endpoint: last resort. */
  | { readonly kind: 'unverified'; readonly endpoint: string };

/** A change of configuration that should reach a goal; replay decides whether it does. */
export interface Remedy {
  /** One clause in the imperative that names file and registry: `declare http://reg:5000 for reg:5000 in hosts.toml`. */
  readonly summary: string;
  /** Whole new contents; what the file says besides is kept. Null removes. */
  readonly files: readonly { readonly path: string; readonly content: string | null }[];
  /** Flags of the client's own command line that are needed in place of files: crane's `--insecure`. Told, never replayed. */
  readonly prose: readonly string[];
  /** What the change does not do, or gives up. */
  readonly limits: readonly string[];
  /** Command that makes the client see the files, with the reason in brackets; `none needed`. */
  readonly reload: string;
  /** Client flags that replay tries together with the files. */
  readonly flags?: Partial<ClientFlags>;
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
  /** What it reads, in order, and what of that is dead. Never throws, whatever the files hold. */
  configuration(request: ConfigurationRequest): Configuration;
  /** Changes that may reach the goal, best first; empty where this client has no such setting. */
  remedies(request: PlanRequest, goal: RemedyGoal): readonly Remedy[];
  /** Where this client would read a file handed over on its own (`regdoctor config --client k3s FILE`), by its name and text; null: nowhere. */
  placeFor(fileName: string, text: string): string | null;
}
