import { Duplex } from 'node:stream';
import { expect, test } from 'vitest';
import { Deadline } from '../../src/probes/deadline.js';
import { exchange } from '../../src/probes/exchange.js';
import { TapStream } from '../../src/probes/tap-stream.js';
import { get } from '../probes/support/servers.js';

/** How long a write takes to be told as done, ms: its answer is there by then. */
const LATE_MS = 30;

/** The other side of a connection: answers each request at once, while the word that it was written comes late, as on a busy machine. */
function eagerPeer(): Duplex {
  return new Duplex({
    read() {},
    write(chunk: Buffer, _encoding, done) {
      const answer = () => void this.push('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}');
      if (chunk.includes('GET ')) setImmediate(answer);
      setTimeout(done, LATE_MS);
    },
  });
}

const REQUEST = {
  url: new URL('http://registry.test/v2/'),
  headers: { host: 'registry.test' },
  body: null,
  zeroBytes: 0,
  secrets: [],
};

test('a connection that is handed on at once carries the next request: none takes the listeners of the other', async () => {
  const tap = new TapStream(eagerPeer(), 1024);
  const carrier = { stream: tap, tap, client: null };
  const route = { kind: 'direct', address: '127.0.0.1', port: 80 } as const;
  for (let number = 0; number < 3; number += 1) {
    const deadline = new Deadline(1000, []);
    const result = await exchange(carrier, get('http://registry.test/v2/', route), REQUEST, '/v2/', 'whole', deadline);
    deadline.release();
    expect(result).toMatchObject({ answer: { outcome: 'response', status: 200 }, reusable: true });
  }
});

test('an answer after which the other side closes came whole all the same', async () => {
  const inner = new Duplex({
    read() {},
    write(_chunk, _encoding, done) {
      setImmediate(() => this.push('HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 2\r\n\r\n{}'));
      done();
    },
  });
  const tap = new TapStream(inner, 1024);
  const deadline = new Deadline(1000, []);
  const route = { kind: 'direct', address: '127.0.0.1', port: 80 } as const;
  const key = get('http://registry.test/v2/', route);
  const result = await exchange({ stream: tap, tap, client: null }, key, REQUEST, '/v2/', 'whole', deadline);
  deadline.release();
  expect(result).toMatchObject({ answer: { status: 200, ended: true } });
});
