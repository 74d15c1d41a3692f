import type { ResolverConfig } from '../host/resolver-config.js';
import type { Source } from '../host/source.js';
import type { HelloProfile } from './hello.js';

/** How a client resolves names, opens connections and judges certificates: attributes of a plan, per client and version. */
export interface Transport {
  readonly resolver: ResolverPolicy;
  readonly dial: DialPolicy;
  /** TLS handshake limit, milliseconds; null where the client has none. */
  readonly tlsHandshakeMs: number | null;
  /** Wait for response headers, milliseconds; null where the client waits for ever. */
  readonly headerMs: number | null;
  /** One limit over the whole request (docker's ping: 15 s), or null. */
  readonly overallMs: number | null;
  readonly proxy: ProxyPolicy;
  readonly tls: TlsPolicy;
  /** False where each request opens a connection of its own (containers/image before 5.25). */
  readonly keepAlive: boolean;
}

export interface ResolverPolicy {
  /** `go`: the pure Go resolver. `glibc`, `musl`: getaddrinfo of that C library. */
  readonly kind: 'go' | 'glibc' | 'musl';
  readonly config: ResolverConfig;
  /** Why this kind: `names ending in .local go through libc in cgo builds`. */
  readonly because: string;
}

/** Limits of Go's `net.Dialer` (golang/go `net/dial.go`: DialContext, partialDeadline, dialParallel). */
export interface DialPolicy {
  /** Look-up and all connects together, milliseconds; null: the kernel's own time-out. */
  readonly budgetMs: number | null;
  /** Least share of the budget for one address, milliseconds. */
  readonly perAddressMs: number;
  /** Head start of the first family, milliseconds. */
  readonly fallbackDelayMs: number;
}

/** Proxy per scheme by Go's rules (golang.org/x/net `http/httpproxy`); the value's credential is named, never held. */
export interface ProxyPolicy {
  readonly http: ProxyServer | null;
  readonly https: ProxyServer | null;
  /** Entries of NO_PROXY, trimmed and lower-cased, in order. */
  readonly exempt: readonly string[];
  readonly exemptSource: Source | null;
  /** True in a CGI environment (REQUEST_METHOD is set): Go then fails every plain HTTP request that HTTP_PROXY speaks of. */
  readonly cgi?: boolean;
  /** Why a proxy that is set can't be used (an unknown scheme), as the client would say it; per URL scheme. */
  readonly unusable?: { readonly http?: string; readonly https?: string };
}

export interface ProxyServer {
  readonly scheme: 'http' | 'https' | 'socks5';
  readonly host: string;
  readonly port: number;
  /** Name under which the credential of the proxy URL is kept, or null. */
  readonly credential: string | null;
  readonly source: Source;
}

export interface TlsPolicy {
  /** False: neither chain nor name is checked. */
  readonly verify: boolean;
  readonly roots: RootSet;
  readonly clientCertificate: { readonly path: string; readonly keyPath: string; readonly source: Source } | null;
  /** Rule set of crypto/x509: the Go version the program was built with, `1.19`. */
  readonly goVersion: string;
  /** What it offers in its hello, where that is not Go's default. */
  readonly hello?: HelloProfile;
}

/** Where trusted roots come from; the files are read through the host at judging time. */
export interface RootSet {
  /** System files and directories as Go finds them (crypto/x509 `root_linux.go`, SSL_CERT_FILE, SSL_CERT_DIR). */
  readonly systemFiles: readonly string[];
  readonly systemDirectories: readonly string[];
  /** CA files of the client's own configuration, with what named them. */
  readonly extra: readonly { readonly path: string; readonly source: Source }[];
  /** True where the client's own CAs replace the system's (oras and helm `--ca-file`). */
  readonly replacesSystem: boolean;
}
