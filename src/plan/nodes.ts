import type { Platform } from '../host/host.js';
import type { Source } from '../host/source.js';
import type { CredentialRef } from './credential.js';
import type { FailureKind, FailureMatch } from './failure.js';
import type { ResolverPolicy, Transport } from './transport.js';

export type { CredentialChoice, CredentialRef, CredentialStop, HelperUse } from './credential.js';

/**
 * What a client would do, as data. `replay/` walks this tree over facts and knows no client by name.
 * A node succeeds or fails; what a parent then does is all in the parent.
 */
export type PlanNode =
  | RequestNode
  | SequenceNode
  | CommitNode
  | OneOfNode
  | RaceNode
  | RetryNode
  | FollowNode
  | ChooseNode
  | StopNode;

/** What a request is for; also the `step` of the attempts it becomes. */
export type RequestStep = 'ping' | 'token' | 'manifest' | 'blob' | 'upload' | 'login' | 'tags';

/** One HTTP request with everything that leads to it: look-up, connect, handshake, redirects. */
export interface RequestNode {
  readonly kind: 'request';
  readonly step: RequestStep;
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Absolute URL. */
  readonly url: string;
  readonly accept: 'any' | 'manifest' | 'tags';
  readonly transport: Transport;
  /**
   * `bound`: send what the last `follow challenge` around this node obtained. `remembered`: what any challenge of this origin has brought
   * so far (containerd's and docker's authorizers, one per host).
   */
  readonly authorization: 'none' | 'bound' | 'remembered';
  /** Statuses that count as success; `any`: only transport errors fail (docker's ping). */
  readonly success: readonly number[] | 'any';
  /** Redirects followed before giving up (Go's default is 10). */
  readonly redirects: number;
  /** Statuses that are asked again inside the client's HTTP layer. */
  readonly again: AgainRule | null;
  readonly sources: readonly Source[];
  /** True: the last part of the URL is replaced by the digest that the last manifest answer named (Docker-Content-Digest), if any. */
  readonly byDigest?: true;
  /** True: not sent where the last manifest answer named a digest (containerd asks with GET after a HEAD that told none). */
  readonly unlessDigest?: true;
  /** True: inside `follow blobs`, the last part of the URL is replaced by the digest of the blob that is fetched. */
  readonly byBlob?: true;
  /** Which manifests the client goes on with; left out: any. */
  readonly manifests?: ManifestRule;
  /** True: the client doesn't search the bodies of errors for registry codes (see `Failure.codesUnread`). */
  readonly codesUnread?: true;
}

/** Which manifests a client goes on with, by the Content-Type of the answer to a GET. */
export interface ManifestRule {
  /** Media types that it knows, in lower case. */
  readonly types: readonly string[];
  /** What it does with any other type, and without one: gives up, reads it as a manifest of schema 1 (which it then must be), or takes it for an image's. */
  readonly others: 'refused' | 'schema 1' | 'image';
  /** Media types that it refuses where it takes others; left out: none. */
  readonly refused?: readonly string[];
  /** Media types of configurations that it takes in an OCI manifest; left out: any. */
  readonly configurations?: readonly string[];
  /** True: another configuration is a matter only where the first layer is none of an image either. */
  readonly layersDecide?: true;
  /** What it says of a manifest that it refuses, `TYPE` standing for its media type. */
  readonly refusal: string;
}

/** containers/image on 429: `{statuses:[429], delaysMs:[2000,4000,8000,16000], retryAfter:'honoured', capMs:60000}`. */
export interface AgainRule {
  readonly statuses: readonly number[];
  /** Wait before each further try; its length is the number of further tries. */
  readonly delaysMs: readonly number[];
  readonly retryAfter: 'honoured' | 'ignored';
  /** Cap on an honoured Retry-After, milliseconds. */
  readonly capMs: number;
  /** Statuses asked again at once, unless the answer before had the same one (containerd 2.1: 500, 503, 504). They count as tries too. */
  readonly unlessRepeated?: readonly number[];
  /** Failures without an answer that are asked again after `delayMs`; they count as tries too (containerd 2.3.2). */
  readonly failures?: { readonly kinds: readonly FailureKind[]; readonly delayMs: number };
  /** Failures that are asked again or not by chance: walked once, and the time is a least one. */
  readonly perhaps?: readonly FailureKind[];
}

/** All steps in order; the first failure is the sequence's. */
export interface SequenceNode {
  readonly kind: 'sequence';
  readonly steps: readonly PlanNode[];
  /**
   * True: each step is a client of its own, which starts without connections and without anything learnt before. With `keeps`
   * all but the digest that the step before learnt, and with `logins` what was obtained by answering challenges.
   */
  readonly ownClients?: true | { readonly keeps: 'digest' | 'digest and logins' };
  /** A credential that the client looks up before the first step: a helper program that fails ends it there. Left out: none is looked up. */
  readonly looksUp?: CredentialRef;
}

/** From here on, a failure in this option of the nearest `oneOf` or `race` is final: the options after it are not tried. */
export interface CommitNode {
  readonly kind: 'commit';
  /** Label of the `oneOf` that is meant, and all inside it, where that is not the nearest. */
  readonly of?: string;
}

/** Options in order until one succeeds. */
export interface OneOfNode {
  readonly kind: 'oneOf';
  /** For people: `scheme`, `mirrors`, `endpoints`, `candidates`. */
  readonly label: string;
  /** Failures after which the next option is tried. */
  readonly moveOn: FailureMatch;
  /**
   * Which failure the client reports when all have failed. `joined` keeps the last as the deciding one.
   * `priority`: containerd 2's order, oversize (4), other status (3), 404 (2), transport or auth (1), first of the highest.
   * `first-visible`: containerd 1's, the first that is not a 404.
   */
  readonly report: 'first' | 'last' | 'joined' | 'priority' | 'first-visible';
  readonly options: readonly PlanNode[];
  /** Name of the choice: once an option has been given up, later choices of the same name start after it (containerd's fallback to http). */
  readonly remembers?: string;
}

/** Options started `staggerMs` apart (or as soon as the one before failed); the first success wins. */
export interface RaceNode {
  readonly kind: 'race';
  readonly staggerMs: number;
  readonly options: readonly PlanNode[];
}

/** The body again after a failure that matches `when`. */
export interface RetryNode {
  readonly kind: 'retry';
  /** Tries in all, the first included. */
  readonly attempts: number;
  /** Wait before each further try; the last value repeats. */
  readonly delaysMs: readonly number[];
  readonly when: FailureMatch;
  readonly body: PlanNode;
  readonly source: Source;
}

/** What comes next is in the answer to `first`. */
export type FollowNode = FollowChallenge | FollowIndex | FollowChild | FollowBlobs | FollowLocation;

/**
 * `ping`: `first` succeeds also with 401; its challenge decides what `then` sends (containers/image).
 * `answer`: a 401 of `first` is answered by authorising and asking `first` again; then `then` (containerd, docker manifests).
 */
export interface FollowChallenge {
  readonly kind: 'follow';
  readonly what: 'challenge';
  readonly on: 'ping' | 'answer';
  readonly first: RequestNode;
  readonly rule: ChallengeRule;
  readonly then: PlanNode | null;
  /**
   * True: once `first` has succeeded this counts as a `commit`, so that a token that can't be had doesn't move on either. `unless-credential-missing`:
   * a Basic challenge without a credential still moves on (docker up to 20.10).
   */
  readonly commit?: boolean | 'unless-credential-missing';
}

export interface ChallengeRule {
  /** `header`: the first usable one as sent. `bearer-first`: Bearer before Basic. */
  readonly order: 'header' | 'bearer-first';
  /** Only the first header line is looked at, and read by the letter of RFC 9110 (oras-go `registry/remote/auth/challenge.go`). */
  readonly readsFirstLine?: true;
  /** Name of the credential the client would use here, or null for none. */
  readonly credential: CredentialRef | null;
  /** Basic challenge without a credential: send an empty one (containers/image), nothing, or give up before the request. */
  readonly basicWithoutCredential: 'send-empty' | 'send-nothing' | 'fail';
  /** Basic sent on a 200 ping without any challenge (go-containerregistry). */
  readonly basicWithoutChallenge: boolean;
  /** After a 401 with `insufficient_scope` the named scope is asked for besides, once (containers/image `docker_client.go`: needsRetryWithUpdatedScope). */
  readonly widensScope?: boolean;
  /** Scopes asked of the token realm: `repository:NAME:pull`. */
  readonly scopes: readonly string[];
  readonly token: {
    /** `get`: GET with query. `post-first`: OAuth form first when there is a credential, GET on 400/401/404/405. */
    readonly method: 'get' | 'post-first';
    /** Adds `account=USER` to the query. */
    readonly account: boolean;
    readonly clientId: string | null;
  };
  /**
   * Realms given up on before they are asked: plain http of a registry that is asked over https, and loopback, private, link-local and unspecified IP literals
   * unless they are the registry itself (go-containerregistry `validateRealmURL`: same host and port; oras-go `validateRealm`: same host). Left out: none.
   */
  readonly refusesRealms?: 'unless-same-host-and-port' | 'unless-same-host';
  /** Transport towards the realm (containers/image: the registry's own TLS settings). */
  readonly transport: Transport;
  /** Times the same authorization is sent once more while the answer stays 401 and names no `error` (containerd; locks accounts). */
  readonly repeats?: number;
  /** True: a token that couldn't be had is not asked for again at the same origin; what needs it fails with the same error (containerd). */
  readonly keepsRefusal?: true;
}

/** `first` answers with an image index: the child for the platform is asked by digest under the same repository URL. */
export interface FollowIndex {
  readonly kind: 'follow';
  readonly what: 'index';
  readonly first: RequestNode;
  readonly platform: Platform;
}

/**
 * Where the last manifest is an image index, its child for the platform is asked for by `then`, whose requests `byDigest` take the child's digest.
 * Where it is none, nothing is asked.
 */
export interface FollowChild {
  readonly kind: 'follow';
  readonly what: 'child';
  readonly platform: Platform;
  readonly then: PlanNode;
}

/**
 * The blobs that the last manifest names: `one` is walked for each of `takes`, its requests `byBlob` with the digest of that blob. Nothing is asked
 * where no image manifest was fetched. Of the layers only the first that a registry keeps is asked for, and of it only the first bytes.
 */
export interface FollowBlobs {
  readonly kind: 'follow';
  readonly what: 'blobs';
  readonly takes: readonly ('configuration' | 'layer')[];
  readonly one: PlanNode;
  /** True: they are fetched at the same time, and the first failure ends it all. */
  readonly atOnce?: true;
  /** Kinds whose size the client compares with what the manifest says; digests are compared by every client. */
  readonly sizes?: readonly ('configuration' | 'layer')[];
}

/** `first` answers with `Location`: an upload session, cancelled at once by DELETE on it. */
export interface FollowLocation {
  readonly kind: 'follow';
  readonly what: 'location';
  readonly first: RequestNode;
  /** A 401 of `first` is answered by authorising and asking again. */
  readonly rule?: ChallengeRule;
  /** True: what proves who asks goes wherever `Location` leads (containers/image). Left out: to the scheme, host and port that named it only. */
  readonly carriesAuthorization?: true;
  /** Bytes of a part that is sent to the session before it is cancelled; left out: none. */
  readonly partBytes?: number;
}

/** Which way depends on the addresses of a name (docker's insecure CIDR rule). */
export interface ChooseNode {
  readonly kind: 'choose';
  readonly byFact: {
    readonly addressesOf: string;
    readonly resolver: ResolverPolicy;
    readonly within: readonly string[];
  };
  readonly inside: PlanNode;
  readonly outside: PlanNode;
  readonly source: Source;
}

/** The client gives up here without touching the network. */
export interface StopNode {
  readonly kind: 'stop';
  readonly failure: FailureKind;
  /** The text the client would print, or the reason in one sentence. */
  readonly because: string;
  readonly sources: readonly Source[];
}
