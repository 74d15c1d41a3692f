import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readServerFlight } from '../../../src/probes/parse/sent-chain.js';

const record = (type: number, body: Buffer) =>
  Buffer.concat([Buffer.from([type, 3, 3, body.length >> 8, body.length & 255]), body]);
const message = (type: number, body: Buffer) =>
  Buffer.concat([Buffer.from([type, 0, body.length >> 8, body.length & 255]), body]);
const length3 = (body: Buffer) => Buffer.concat([Buffer.from([0, body.length >> 8, body.length & 255]), body]);

/** TLS 1.2 ServerHello: version, random, empty session id, suite, no compression. */
const hello = message(2, Buffer.concat([Buffer.from([3, 3]), Buffer.alloc(32, 7), Buffer.from([0, 0xc0, 0x2f, 0])]));
const certificates = [Buffer.from('first'), Buffer.from('second')];
const certificate = message(11, length3(Buffer.concat(certificates.map(length3))));
const request = message(13, Buffer.from([0]));

describe('TLS 1.2, by hand', () => {
  test('several messages in one record', () => {
    const flight = readServerFlight(record(22, Buffer.concat([hello, certificate, request])), null);
    expect(flight).toEqual({ chain: certificates, clientCertificateAsked: true });
  });

  test.each([1, 2, 5, 40])('messages cut into records of %i bytes', (size) => {
    const all = Buffer.concat([hello, certificate]);
    const pieces = Array.from({ length: Math.ceil(all.length / size) }, (_, at) =>
      record(22, all.subarray(at * size, (at + 1) * size)),
    );
    expect(readServerFlight(Buffer.concat(pieces), null)).toEqual({
      chain: certificates,
      clientCertificateAsked: false,
    });
  });

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['no hello', record(22, certificate)],
    ['a message cut off', record(22, Buffer.concat([hello, certificate.subarray(0, -1)]))],
    [
      'a list longer than its message',
      record(22, Buffer.concat([hello, message(11, Buffer.from([0, 0, 99, 0, 0, 1, 1]))])),
    ],
    [
      'a certificate longer than its list',
      record(22, Buffer.concat([hello, message(11, Buffer.from([0, 0, 4, 0, 0, 9, 1]))])),
    ],
  ])('%s gives no chain', (_name, bytes) => {
    expect(readServerFlight(bytes, null).chain).toBeNull();
  });
});

test('no bytes make it throw', () => {
  const start = record(22, hello);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.integer({ min: 0, max: 60 }), (bytes, cut) => {
      for (const prefix of [
        Buffer.alloc(0),
        start.subarray(0, cut),
        Buffer.concat([start, Buffer.from([23, 3, 3, 0, 40])]),
      ])
        readServerFlight(Buffer.concat([prefix, Buffer.from(bytes)]), Buffer.alloc(32));
    }),
    { numRuns: 500 },
  );
});
