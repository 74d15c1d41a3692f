import { type HandshakeMessage, RECORD, readMessages, readRecords } from './tls-records.js';
import { openHandshakeRecords } from './tls13-decrypt.js';

const MESSAGE = { serverHello: 2, certificate: 11, certificateRequest: 13 } as const;
const TLS12 = 0x0303;
const TLS13 = 0x0304;
const CERTIFICATE_AUTHORITIES = 47;
const SUPPORTED_VERSIONS = 43;
/** A chain longer than this is no chain; Go's own limit on the message is 256 KiB. */
const MAX_CERTIFICATES = 100;
/** SHA-256 of "HelloRetryRequest", the random by which a ServerHello says it is one (RFC 8446 §4.1.3). */
const RETRY_RANDOM = Buffer.from('cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c', 'hex');

const NOTHING = { chain: null, clientCertificateAsked: false } as const;

/** What the server sent in its first flight. */
export interface ServerFlight {
  /** Certificates in the order sent, DER; null where no Certificate message could be read. */
  readonly chain: readonly Buffer[] | null;
  readonly clientCertificateAsked: boolean;
  /** Names (DER) of the CAs whose client certificates it wants; left out where it names none. */
  readonly clientAuthorities?: readonly Buffer[];
}

interface ServerHello {
  readonly retry: boolean;
  readonly suite: number;
  readonly version: number;
}

/**
 * Reads the server's Certificate message out of the bytes it sent. Node's getPeerCertificate drops and adds
 * certificates, so this is the only way to see the chain as sent.
 * `secret`: SERVER_HANDSHAKE_TRAFFIC_SECRET from the key log, needed for TLS 1.3 only. Never throws.
 */
export function readServerFlight(bytes: Buffer, secret: Buffer | null): ServerFlight {
  const records = readRecords(bytes);
  const firstProtected = records.findIndex(({ type }) => type === RECORD.applicationData);
  // In TLS 1.2 what follows ChangeCipherSpec is encrypted; in 1.3 that record may come between two hellos.
  const changed = records.findIndex(({ type }) => type === RECORD.changeCipherSpec);
  const clear = messagesOf(records.slice(0, firstProtected < 0 ? undefined : firstProtected));
  const hello = clear.map(readServerHello).find((found) => found !== null && !found.retry) ?? null;
  if (hello === null) return NOTHING;
  if (hello.version !== TLS13) {
    const flight = messagesOf(records.slice(0, changed < 0 ? undefined : changed));
    return summarise(flight, 0, hello.version);
  }
  if (secret === null || firstProtected < 0) return NOTHING;
  const opened = openHandshakeRecords(records.slice(firstProtected), hello.suite, secret);
  return summarise(opened === null ? [] : readMessages(opened), 1, hello.version);
}

function messagesOf(records: ReturnType<typeof readRecords>): HandshakeMessage[] {
  const fragments = records.filter(({ type }) => type === RECORD.handshake).map(({ fragment }) => fragment);
  return readMessages(Buffer.concat(fragments));
}

/** `contextBytes`: TLS 1.3 puts a request context before the list and extensions after each certificate. */
function summarise(messages: readonly HandshakeMessage[], contextBytes: 0 | 1, version: number): ServerFlight {
  const request = messages.find(({ type }) => type === MESSAGE.certificateRequest);
  const authorities = request === undefined ? [] : readAuthorities(request.body, version);
  const certificate = messages.find(({ type }) => type === MESSAGE.certificate);
  return {
    chain: certificate === undefined ? null : readCertificates(certificate.body, contextBytes === 1),
    clientCertificateAsked: request !== undefined,
    ...(authorities.length === 0 ? {} : { clientAuthorities: authorities }),
  };
}

function readCertificates(body: Buffer, tls13: boolean): Buffer[] | null {
  const listAt = tls13 ? 1 + (body[0] ?? 0) : 0;
  if (listAt + 3 > body.length) return null;
  const end = listAt + 3 + body.readUIntBE(listAt, 3);
  if (end > body.length) return null;
  const chain: Buffer[] = [];
  let at = listAt + 3;
  while (at + 3 <= end && chain.length < MAX_CERTIFICATES) {
    const length = body.readUIntBE(at, 3);
    if (at + 3 + length > end) return null;
    chain.push(body.subarray(at + 3, at + 3 + length));
    at += 3 + length;
    if (tls13) at += at + 2 <= end ? 2 + body.readUInt16BE(at) : 2;
  }
  return chain;
}

/** RFC 5246 §7.4.4, RFC 8446 §4.3.2 and §4.2.4; nothing where the message is cut short. */
function readAuthorities(body: Buffer, version: number): Buffer[] {
  try {
    return names(version === TLS13 ? authoritiesExtension(body) : authoritiesField(body, version === TLS12));
  } catch {
    return [];
  }
}

function authoritiesField(body: Buffer, hasAlgorithms: boolean): Buffer {
  const algorithmsAt = 1 + body.readUInt8(0);
  const at = hasAlgorithms ? algorithmsAt + 2 + body.readUInt16BE(algorithmsAt) : algorithmsAt;
  return body.subarray(at + 2, at + 2 + body.readUInt16BE(at));
}

function authoritiesExtension(body: Buffer): Buffer {
  for (let at = 3 + body.readUInt8(0); at + 4 <= body.length; at += 4 + body.readUInt16BE(at + 2))
    if (body.readUInt16BE(at) === CERTIFICATE_AUTHORITIES)
      return body.subarray(at + 6, at + 4 + body.readUInt16BE(at + 2));
  return Buffer.alloc(0);
}

function names(list: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (let at = 0; at < list.length && found.length < MAX_CERTIFICATES; at += 2 + list.readUInt16BE(at))
    found.push(list.subarray(at + 2, at + 2 + list.readUInt16BE(at)));
  return found;
}

function readServerHello({ type, body }: HandshakeMessage): ServerHello | null {
  if (type !== MESSAGE.serverHello || body.length < 38) return null;
  const random = body.subarray(2, 34);
  const suiteAt = 35 + (body[34] ?? 0);
  if (suiteAt + 3 > body.length) return null;
  const suite = body.readUInt16BE(suiteAt);
  let version = body.readUInt16BE(0);
  for (let at = suiteAt + 5; at + 4 <= body.length; at += 4 + body.readUInt16BE(at + 2))
    if (body.readUInt16BE(at) === SUPPORTED_VERSIONS && at + 6 <= body.length) version = body.readUInt16BE(at + 4);
  return { retry: random.equals(RETRY_RANDOM), suite, version };
}
