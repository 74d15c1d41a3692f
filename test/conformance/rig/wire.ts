/** One HTTP request that a server of the rig answered: what predicted requests are compared with. */
export interface WireRequest {
  /** `address:port` the server listens on. */
  readonly server: string;
  readonly method: string;
  /** Path and query as sent. */
  readonly path: string;
  /** The status it was answered with; null where the server broke off or is still sending. */
  readonly status: number | null;
  readonly userAgent: string;
}

/** Reads a line of docker-registry's access log (Apache's combined format); undefined for its other lines. */
export function parseAccessLogLine(line: string, server: string): WireRequest | undefined {
  const match = /"([A-Z]+) (\S+) HTTP\/[\d.]+" (\d{3}) \d+ "[^"]*" "([^"]*)"/.exec(line);
  if (match === null) return undefined;
  const [, method = '', path = '', status, userAgent = ''] = match;
  return { server, method, path, status: Number(status), userAgent };
}
