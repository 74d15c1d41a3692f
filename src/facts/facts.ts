/**
 * What probes saw. Plain data, no opinions, no secrets: may be saved and replayed tomorrow.
 * All times are milliseconds; `ms` is how long the probe really took.
 */
export interface DnsFact {
  readonly kind: 'dns';
  /** `nodata`: the name exists without this type. `server-failure`: SERVFAIL, REFUSED or another error code (see `detail`). */
  readonly outcome: 'answer' | 'nxdomain' | 'nodata' | 'server-failure' | 'silent' | 'unreachable' | 'malformed';
  readonly addresses: readonly string[];
  readonly ms: number;
  /** Queries sent before giving up. */
  readonly queries: number;
  readonly detail: string | null;
}

export interface TcpFact {
  readonly kind: 'tcp';
  /** `silent`: no answer to at least `segments` SYNs within `ms`. `unreachable`: EHOSTUNREACH, ENETUNREACH. */
  readonly outcome: 'connected' | 'refused' | 'reset' | 'unreachable' | 'silent' | 'failed';
  readonly ms: number;
  /** SYN segments sent within `ms` by the kernel's schedule (0 s, 1 s, 3 s…). */
  readonly segments: number;
  /** errno name such as `ECONNREFUSED`, or null. */
  readonly detail: string | null;
}

export interface TlsFact {
  readonly kind: 'tls';
  /**
   * `plain-http`: the peer answered the hello with `HTTP/`. `not-tls`: with something else. `alert`: a TLS alert (see `detail`).
   * `proxy-refused`: the proxy's answer to CONNECT was not 200 (see `detail`). `closed`: EOF. `silent`: accepted, then nothing.
   */
  readonly outcome:
    | 'handshake'
    | 'plain-http'
    | 'not-tls'
    | 'alert'
    | 'closed'
    | 'reset'
    | 'silent'
    | 'proxy-refused'
    | 'failed';
  readonly ms: number;
  readonly protocol: string | null;
  readonly cipher: string | null;
  /** Certificates in the order sent by the server, base64 of DER. */
  readonly chain: readonly string[];
  /** False where the Certificate message could not be read and Node's own idea of the chain stands in. */
  readonly chainAsSent: boolean;
  /** True where the server asked for a client certificate. */
  readonly clientCertificateAsked: boolean;
  /** True where the one at hand was not presented, its issuer being none of the CAs that the server names: so Go does it. */
  readonly clientCertificateWithheld?: boolean;
  /** First bytes received, printable form, at most 80 characters; null when the handshake went well. */
  readonly firstBytes: string | null;
  readonly detail: string | null;
}

/** One `WWW-Authenticate` challenge as parsed: scheme in lower case, parameter names in lower case. */
export interface Challenge {
  readonly scheme: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** True: it stands behind another one in the same header line, where most clients don't look. */
  readonly follows?: true;
  /** Names of parameters that only lenient parsers get to: behind an empty value, or around spaces before `=`. Left out: none. */
  readonly unread?: readonly string[];
}

/** What a token says of itself, where it can be read. Times are milliseconds since the epoch; null: it doesn't say. */
export interface TokenClaims {
  readonly issuedAtMs: number | null;
  readonly notBeforeMs: number | null;
  readonly expiresAtMs: number | null;
  readonly issuer: string | null;
}

/** One child of an image index, only what the choice of a platform needs. */
export interface IndexEntry {
  readonly digest: string;
  readonly mediaType: string | null;
  readonly os: string | null;
  readonly architecture: string | null;
  readonly variant: string | null;
}

/** One blob that a manifest names. */
export interface BlobEntry {
  readonly digest: string;
  readonly mediaType: string | null;
  /** Bytes as the manifest says, or null. */
  readonly size: number | null;
}

export interface HttpFact {
  readonly kind: 'http';
  /** `response`: headers arrived. `silent`: no headers in time. `too-large`: headers or body over the limit. `stalled`: the body dripped past the budget. */
  readonly outcome:
    | 'response'
    | 'closed'
    | 'reset'
    | 'silent'
    | 'malformed'
    | 'too-large'
    | 'stalled'
    | 'proxy-refused'
    | 'failed';
  /** Request written to headers received. */
  readonly ms: number;
  readonly status: number | null;
  readonly statusText: string;
  /** Allow-listed response headers, lower-case names, cleaned and cut. */
  readonly headers: Readonly<Record<string, string>>;
  readonly challenges: readonly Challenge[];
  readonly bodyBytes: number;
  /** First characters of a text body, cleaned; empty for token answers. */
  readonly bodyStart: string;
  /** `errors[]` of the registry's JSON error body. */
  readonly errors: readonly { readonly code: string; readonly message: string }[];
  /** Media type of a manifest as the body says it. */
  readonly mediaType: string | null;
  /** Children, when the body is an index or manifest list. */
  readonly index: readonly IndexEntry[] | null;
  /** For a token answer: what came, never the token. */
  readonly token: {
    readonly present: boolean;
    /** True: one came, but with control characters, which no header can carry. */
    readonly unusable?: true;
    readonly expiresInSeconds: number | null;
    /** Actions granted per repository, when the token can be read. */
    readonly access: readonly { readonly name: string; readonly actions: readonly string[] }[] | null;
    /** What the token says of its lifetime; null: it can't be read, or says nothing. Left out: nobody looked. */
    readonly claims?: TokenClaims | null;
  } | null;
  /** What the token, or a password that is one, that this request carried says of its lifetime. Left out: nothing. */
  readonly sent?: TokenClaims;
  /** Digest of the configuration blob, when the body is an image manifest. */
  readonly configDigest: string | null;
  /** The configuration blob as the manifest describes it; left out where the body is none. */
  readonly config?: BlobEntry | null;
  /** Layers of an image manifest, in its order, a bounded number of them. */
  readonly layers?: readonly BlobEntry[] | null;
  /** `schemaVersion` of a manifest. */
  readonly schemaVersion?: number | null;
  /** Digest (sha256) of the whole body of a manifest or a configuration, worked out here; left out where it did not come whole. */
  readonly contentDigest?: string;
  /** Tags, where those were asked for: a bounded number, in the registry's order. */
  readonly tags?: readonly string[] | null;
  /** What an image's configuration says it runs on, where that was asked for. */
  readonly platform?: { readonly os: string; readonly architecture: string; readonly variant: string | null } | null;
  readonly detail: string | null;
}

/** What a look-up of an issuer's certificate (authorityInfoAccess) brought. */
export interface CertificateFact {
  readonly kind: 'certificate';
  readonly outcome: 'fetched' | 'failed';
  /** Base64 of the certificate's DER; null where it failed. Whoever uses it must check what it signed: it came over plain HTTP. */
  readonly der: string | null;
  readonly ms: number;
  readonly detail: string | null;
}

/** What a credential helper gave; the credentials themselves are in the vault, under the key's canonical name. */
export interface HelperFact {
  readonly kind: 'helper';
  /**
   * `not-found`: it has no credentials for the server, which clients take as none. `missing`: no such program on the PATH. `failed`: it ended
   * with an error. `junk`: what it printed is no credential. `silent`: it did not end in time.
   */
  readonly outcome: 'credentials' | 'not-found' | 'missing' | 'failed' | 'junk' | 'silent';
  /** What kind of credential it is: `identity-token` where the user name is `<token>`. Null without one. */
  readonly credential: 'basic' | 'identity-token' | null;
  readonly ms: number;
  /** Its own words (cleaned and cut, no secret in them), or null. */
  readonly detail: string | null;
}

export type Fact = DnsFact | TcpFact | TlsFact | HttpFact | CertificateFact | HelperFact;
