import type { Duplex } from 'node:stream';
import { errorCode } from './parse/errno.js';

/** One GET on an open connection: the body of a 200 answer, or a sentence on what came instead. Never rejects; the connection is gone afterwards. */
export function fetchBody(
  stream: Duplex,
  url: URL,
  maximumBytes: number,
  signal: AbortSignal,
): Promise<Buffer | string> {
  // Imported, its WebSocket and with it all of fetch would be loaded at the start of every check: 70 ms of a processor, 13 MB.
  const { request } = process.getBuiltinModule('node:http');
  return new Promise((resolve) => {
    const settle = (result: Buffer | string) => {
      resolve(result);
      stream.destroy();
    };
    const asked = request(
      {
        createConnection: () => stream,
        path: url.pathname + url.search,
        headers: { host: url.host, 'user-agent': 'regdoctor' },
        signal,
      },
      (response) => {
        if (response.statusCode !== 200) return settle(`status ${response.statusCode ?? 'unknown'}`);
        const chunks: Buffer[] = [];
        let bytes = 0;
        response.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes > maximumBytes) settle(`more than ${maximumBytes} bytes`);
          else chunks.push(chunk);
        });
        response.on('end', () => settle(Buffer.concat(chunks)));
        response.on('error', (error) => settle(errorCode(error)));
      },
    );
    asked.on('error', (error) => settle(errorCode(error)));
    asked.end();
  });
}
