/**
 * Names of facts. One key, one probe: two walks that ask the same question of the network share one answer.
 * Keys are plain data; `keyId` gives the canonical string under which the report stores the fact.
 */
export interface DnsKey {
  readonly kind: 'dns';
  /** IP literal of a name server, or `libc` for what getaddrinfo says on this machine. */
  readonly server: string;
  readonly name: string;
  /** `ANY` only with `libc`. */
  readonly type: 'A' | 'AAAA' | 'ANY';
}

export interface TcpKey {
  readonly kind: 'tcp';
  readonly address: string;
  readonly port: number;
}

/** How a connection gets to its target. `address:port` is where TCP is opened. */
export type Route =
  | { readonly kind: 'direct'; readonly address: string; readonly port: number }
  | {
      readonly kind: 'proxy';
      readonly address: string;
      readonly port: number;
      /** What is spoken to the proxy itself. */
      readonly scheme: 'http' | 'https' | 'socks5';
      /** `host:port` asked of the proxy. */
      readonly target: string;
      /** Name of the credential the proxy URL carries, or null. */
      readonly credential: string | null;
    };

export interface TlsKey {
  readonly kind: 'tls';
  readonly route: Route;
  /** Name sent as SNI (null for IP literals) and asked of the certificate. */
  readonly serverName: string | null;
  /** Path of the client certificate presented, or null. */
  readonly clientCertificate: string | null;
  /** Path of that certificate's key, which the canonical name leaves out. */
  readonly clientKey?: string;
  /** The least version and the suites offered, `TLSv1.2 ECDHE-RSA-AES128-GCM-SHA256:…`; left out: as much as the probe can. */
  readonly hello?: string;
}

/** What a request carries to prove who asks; never the secret itself, only the name of where it lies. */
export type AuthorizationRef =
  /** `credential: null` sends an empty user name and password, as containers/image does. */
  | { readonly kind: 'basic'; readonly credential: string | null }
  /** `token`: key of the token answer whose token is sent. */
  | { readonly kind: 'bearer'; readonly token: string }
  /** Refresh token of this credential goes into the form of a POST to the realm. */
  | { readonly kind: 'identity-token'; readonly credential: string };

export interface HttpKey {
  readonly kind: 'http';
  readonly route: Route;
  readonly clientCertificate: string | null;
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly url: string;
  /**
   * `configuration`: an image's configuration blob, of which only the platform and the digest are kept. `layer`: the first bytes of a layer (a `Range`
   * that real clients don't send), of which nothing is kept. `tags`: a bounded list of tags.
   */
  readonly accept: 'any' | 'manifest' | 'configuration' | 'layer' | 'tags';
  /** Form fields of a POST to a token realm, secrets left out (`refresh_token` is added from the credential). */
  readonly form: Readonly<Record<string, string>> | null;
  readonly authorization: AuthorizationRef | null;
  /** True where the client adds `account=USER` to the query; the probe takes the name from the credential. */
  readonly account: boolean;
  /** 0 for the first time; a further number asks again (a retry after 401 with new rights, a cancelled upload). */
  readonly serial: number;
  /** A body of so many zero bytes (a part of an upload that is cancelled afterwards); left out: none. */
  readonly bodyBytes?: number;
}

/** A credential helper asked for the credentials of one server (docker/docker-credential-helpers: `PROGRAM get`); what it gives goes to the vault. */
export interface HelperKey {
  readonly kind: 'helper';
  /** `docker-credential-NAME`. */
  readonly program: string;
  /** What it is asked for on its standard input, `registry.example.com` or `https://index.docker.io/v1/`. */
  readonly server: string;
}

/** The issuer's certificate, where a certificate says that it can be fetched; asked directly, without any credential. */
export interface CertificateKey {
  readonly kind: 'certificate';
  /** `http:` only. */
  readonly url: string;
}

export type FactKey = DnsKey | TcpKey | TlsKey | HttpKey | CertificateKey | HelperKey;

function routeId(route: Route): string {
  const at = `${bracket(route.address)}:${route.port}`;
  return route.kind === 'direct' ? at : `${route.scheme}-proxy ${at} to ${route.target}`;
}

/** Square brackets around an IPv6 literal, nothing otherwise. */
export function bracket(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}

/** Canonical string of a key; equal keys give equal strings, and no secret is in it. */
export function keyId(key: FactKey): string {
  switch (key.kind) {
    case 'dns':
      return `dns ${key.server} ${key.name} ${key.type}`;
    case 'tcp':
      return `tcp ${bracket(key.address)}:${key.port}`;
    case 'tls':
      return `tls ${routeId(key.route)} name=${key.serverName ?? '-'}${suffix(' client-certificate=', key.clientCertificate)}${suffix(' hello=', key.hello ?? null)}`;
    case 'certificate':
      return `certificate ${key.url}`;
    case 'helper':
      return `helper ${key.program} ${key.server}`;
    case 'http': {
      const form = key.form === null ? '' : ` form=${new URLSearchParams({ ...key.form }).toString()}`;
      const serial = key.serial === 0 ? '' : ` serial=${key.serial}`;
      return `http ${key.method} ${key.url} via ${routeId(key.route)} accept=${key.accept}${form}${key.account ? ' account' : ''}${suffix(' client-certificate=', key.clientCertificate)}${authorizationId(key.authorization)}${serial}${suffix(' bytes=', key.bodyBytes === undefined ? null : String(key.bodyBytes))}`;
    }
  }
}

function suffix(label: string, value: string | null): string {
  return value === null ? '' : label + value;
}

function authorizationId(ref: AuthorizationRef | null): string {
  if (ref === null) return '';
  switch (ref.kind) {
    case 'basic':
      return ` basic=${ref.credential ?? 'empty'}`;
    case 'bearer':
      return ` bearer=(${ref.token})`;
    case 'identity-token':
      return ` identity-token=${ref.credential}`;
  }
}
