/** What a client did or would do on the wire, in words that both sides can tell. */
export interface Sequence {
  /** `10.99.0.10:443 tls rejected`, in the order of their first SYN. */
  readonly connections: readonly string[];
  /** `GET https://registry.test/v2/ as nobody -> 401 @10.99.0.10:443`, in the order in which they were answered. */
  readonly requests: readonly string[];
}

/** How a connection ended, or that it carried requests (`open`). */
export type ConnectionEnd = 'refused' | 'silent' | 'tls' | 'tls rejected' | 'tls met plain HTTP' | 'plain' | 'closed';

/** One line of a sequence for a connection. */
export function connectionLine(to: string, end: string): string {
  return `${to} ${end}`;
}

/** One line of a sequence for a request. */
export function requestLine(request: {
  readonly method: string;
  /** Scheme, host and path. */
  readonly url: string;
  readonly credential: string | null;
  readonly status: number | null;
  readonly to: string;
}): string {
  const url = new URL(request.url);
  const path = decodeURIComponent(url.pathname);
  return `${request.method} ${url.protocol}//${url.host}${path} as ${request.credential ?? 'nobody'} -> ${request.status ?? 'nothing'} @${request.to}`;
}

/**
 * The same where the HTTP client keeps its connections: when it opens another to a place that has answered is its own business (an answer not
 * read to its end, two transports in one program), and so is the dead IPv6 leg of localhost before each. Failures are all told.
 */
export function withoutRepeats({ connections, requests }: Sequence): Sequence {
  const seen = new Set<string>();
  const told = connections.filter((line) => {
    if (line.startsWith('[::1]:')) return false;
    if (!/ (?:tls|plain)$/.test(line)) return true;
    if (seen.has(line)) return false;
    seen.add(line);
    return true;
  });
  return { connections: told, requests };
}

/** The same with a silent port told once, however often it was tried one after the other. */
export function withoutRepeatedSilence({ connections, requests }: Sequence): Sequence {
  const told = connections.filter((line, index) => !line.endsWith(' silent') || line !== connections[index - 1]);
  return { connections: told, requests };
}
