/** Content types of TLS records (RFC 8446 §5.1). */
export const RECORD = { changeCipherSpec: 20, alert: 21, handshake: 22, applicationData: 23 } as const;

/** Largest protected record: 2^14 plus what encryption may add (TLS 1.2, RFC 5246 §6.2.3). */
const MAX_RECORD_BYTES = 16_384 + 2048;

/** One record as it came: header (also the additional data of TLS 1.3) and what is in it. */
export interface TlsRecord {
  readonly type: number;
  readonly header: Buffer;
  readonly fragment: Buffer;
}

/** Splits a byte stream into its whole records; stops at a cut or impossible one. */
export function readRecords(bytes: Buffer): TlsRecord[] {
  const records: TlsRecord[] = [];
  let at = 0;
  while (at + 5 <= bytes.length) {
    const length = bytes.readUInt16BE(at + 3);
    if (bytes[at + 1] !== 3 || length > MAX_RECORD_BYTES || at + 5 + length > bytes.length) break;
    const header = bytes.subarray(at, at + 5);
    records.push({ type: header[0] ?? 0, header, fragment: bytes.subarray(at + 5, at + 5 + length) });
    at += 5 + length;
  }
  return records;
}

/** One handshake message (RFC 8446 §4). */
export interface HandshakeMessage {
  readonly type: number;
  readonly body: Buffer;
}

/** Splits joined handshake fragments into whole messages: one may span records, one record may hold several. */
export function readMessages(bytes: Buffer): HandshakeMessage[] {
  const messages: HandshakeMessage[] = [];
  let at = 0;
  while (at + 4 <= bytes.length) {
    const length = bytes.readUIntBE(at + 1, 3);
    if (at + 4 + length > bytes.length) break;
    messages.push({ type: bytes[at] ?? 0, body: bytes.subarray(at + 4, at + 4 + length) });
    at += 4 + length;
  }
  return messages;
}
