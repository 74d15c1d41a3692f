import { createDecipheriv, createHmac } from 'node:crypto';
import { RECORD, type TlsRecord } from './tls-records.js';

const TAG_BYTES = 16;
const NONCE_BYTES = 12;

interface Suite {
  readonly hash: 'sha256' | 'sha384';
  readonly cipher: 'aes-128-gcm' | 'aes-256-gcm' | 'chacha20-poly1305';
  readonly keyBytes: 16 | 32;
}

/** TLS 1.3 cipher suites by number (RFC 8446 §B.4); the CCM ones are never offered. */
const SUITES = new Map<number, Suite>([
  [0x1301, { hash: 'sha256', cipher: 'aes-128-gcm', keyBytes: 16 }],
  [0x1302, { hash: 'sha384', cipher: 'aes-256-gcm', keyBytes: 32 }],
  [0x1303, { hash: 'sha256', cipher: 'chacha20-poly1305', keyBytes: 32 }],
]);

/** HKDF-Expand-Label with an empty context (RFC 8446 §7.1); one block is enough for keys and nonces. */
function expandLabel(hash: Suite['hash'], secret: Buffer, label: string, bytes: number): Buffer {
  const name = Buffer.from(`tls13 ${label}`, 'latin1');
  const info = Buffer.concat([Buffer.from([0, bytes, name.length]), name, Buffer.from([0])]);
  return createHmac(hash, secret)
    .update(Buffer.concat([info, Buffer.from([1])]))
    .digest()
    .subarray(0, bytes);
}

/**
 * Opens the server's handshake records of a TLS 1.3 connection and returns their handshake bytes, joined.
 * `records`: those after the ServerHello, in order; `secret`: SERVER_HANDSHAKE_TRAFFIC_SECRET of the key log.
 * Stops at the first record the key does not open: after Finished the server writes with another one.
 * Null where the suite is none of ours.
 */
export function openHandshakeRecords(records: readonly TlsRecord[], suiteId: number, secret: Buffer): Buffer | null {
  const suite = SUITES.get(suiteId);
  if (suite === undefined) return null;
  const key = expandLabel(suite.hash, secret, 'key', suite.keyBytes);
  const iv = expandLabel(suite.hash, secret, 'iv', NONCE_BYTES);
  const opened: Buffer[] = [];
  let sequence = 0;
  for (const record of records) {
    // ChangeCipherSpec comes in the clear for middleboxes' sake and does not count (RFC 8446 §D.4).
    if (record.type !== RECORD.applicationData) continue;
    const inner = openRecord(suite, key, iv, sequence, record);
    if (inner === null) break;
    sequence += 1;
    if (inner.type === RECORD.handshake) opened.push(inner.content);
  }
  return Buffer.concat(opened);
}

function openRecord(suite: Suite, key: Buffer, iv: Buffer, sequence: number, { header, fragment }: TlsRecord) {
  if (fragment.length < TAG_BYTES) return null;
  const nonce = Buffer.from(iv);
  nonce.writeUInt32BE((nonce.readUInt32BE(NONCE_BYTES - 4) ^ sequence) >>> 0, NONCE_BYTES - 4);
  try {
    // The type of the AEAD names differs in Node's typings only; the call is the same for all three.
    const decipher = createDecipheriv(suite.cipher as 'aes-128-gcm', key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(header);
    decipher.setAuthTag(fragment.subarray(-TAG_BYTES));
    const plain = Buffer.concat([decipher.update(fragment.subarray(0, -TAG_BYTES)), decipher.final()]);
    // The content type is the last byte that is not padding (RFC 8446 §5.2).
    let end = plain.length;
    while (end > 0 && plain[end - 1] === 0) end -= 1;
    return end === 0 ? null : { type: plain[end - 1] ?? 0, content: plain.subarray(0, end - 1) };
  } catch {
    return null;
  }
}
