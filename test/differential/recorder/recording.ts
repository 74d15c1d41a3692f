/** What a request carried to prove who asks: `basic:alice`, `basic:` (empty), `bearer:alice`, `bearer:` (a token for nobody), `form:alice`. */
export type Credential = string | null;

/** One request as it came in. */
export interface RecordedRequest {
  readonly method: string;
  readonly scheme: 'http' | 'https';
  readonly host: string;
  /** Without the query, which may hold what is nobody's business. */
  readonly path: string;
  readonly credential: Credential;
  readonly status: number;
  /** Place in the order of all requests of the run. */
  readonly order: number;
  /** Seconds since the epoch when it had come in: after every SYN that led to it, before every SYN that its answer leads to. */
  readonly at: number;
}

/** One accepted connection. */
export interface RecordedConnection {
  /** `address:port` of the client: what the captured SYN is found by. */
  readonly from: string;
  /** `address:port` it came to. */
  readonly to: string;
  /** What its first byte was; null: it was closed without one. */
  spoken: 'tls' | 'plain' | null;
  /** Server name of the hello; null for none. */
  serverName: string | null;
  /** `rejected`: the client broke the handshake off. `not-tls`: the port speaks plain HTTP and said so. */
  handshake: 'none' | 'done' | 'rejected' | 'not-tls';
  readonly requests: RecordedRequest[];
}

/** Who an `Authorization` header speaks for (answers.ts: what tokens say). */
export function credentialOf(authorization: string, form: string): Credential {
  const fields = new URLSearchParams(form);
  const account = fields.get('username') ?? fields.get('refresh_token');
  if (account !== null) return `form:${account}`;
  const [scheme = '', value = ''] = authorization.split(' ');
  if (/^basic$/i.test(scheme)) return `basic:${Buffer.from(value, 'base64').toString().split(':')[0] ?? ''}`;
  return /^bearer$/i.test(scheme) ? `bearer:${value.replace(/^token-/, '')}` : null;
}
