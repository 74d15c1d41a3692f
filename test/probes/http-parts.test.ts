import { createServer } from 'node:http';
import { describe, expect, test } from 'vitest';
import { askKey } from './support/parts.js';
import { listen, rawServer } from './support/servers.js';

const MIB = 1024 * 1024;

describe('a part of an upload', () => {
  test('goes out whole, with its length, and is all zeros', async () => {
    const seen: { length: string | undefined; bytes: number; zeros: boolean }[] = [];
    const port = await listen(
      createServer((request, response) => {
        const chunks: Buffer[] = [];
        request.on('data', (chunk: Buffer) => chunks.push(chunk));
        request.on('end', () => {
          const body = Buffer.concat(chunks);
          seen.push({
            length: request.headers['content-length'],
            bytes: body.length,
            zeros: body.every((byte) => byte === 0),
          });
          response.writeHead(202, { location: '/v2/app/blobs/uploads/u1?_state=secret-canary' }).end();
        });
      }),
    );
    const fact = await askKey(port, MIB + 1);
    expect(fact).toMatchObject({ outcome: 'response', status: 202 });
    expect(JSON.stringify(fact)).not.toContain('secret-canary');
    expect(seen).toEqual([{ length: String(MIB + 1), bytes: MIB + 1, zeros: true }]);
  });

  test('is not sent to its end where the answer comes first', async () => {
    let bytes = 0;
    const port = await listen(
      createServer((request, response) => {
        request.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
        });
        response.writeHead(413, { 'content-type': 'text/html' }).end('<html><title>413</title></html>');
      }),
    );
    expect(await askKey(port, 64 * MIB)).toMatchObject({ outcome: 'response', status: 413 });
    expect(bytes).toBeLessThan(MIB);
  });

  test('a peer that hangs up in the middle has hung up: that is no fault of ours', async () => {
    const port = await rawServer((socket) => {
      socket.once('data', () => socket.resetAndDestroy());
    });
    expect((await askKey(port, 64 * MIB)).outcome).toMatch(/^(?:reset|closed)$/);
  });
});
