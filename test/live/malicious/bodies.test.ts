import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, test } from 'vitest';
import {
  afterPing,
  answering,
  configurationOf,
  goodImage,
  http,
  manifestOf,
  pouring,
  SOME_DIGEST,
  saying,
} from './support/answers.js';
import { type Attack, withstand } from './support/attack.js';
import { type Ground, makeGround } from './support/ground.js';

let ground: Ground;
beforeAll(async () => {
  ground = await makeGround();
}, 60_000);
afterAll(() => ground.clear());

const INDEX_TYPE = 'application/vnd.oci.image.index.v1+json';
const LAYER_TYPE = 'application/vnd.oci.image.layer.v1.tar+gzip';
/** 100 MB of spaces in 100 KB. */
const BOMB = gzipSync(Buffer.alloc(100_000_000, ' '));
const A_KILOBYTE = 'x'.repeat(1024);

/** A manifest answer of the given text. */
function manifest(body: string, headers: Readonly<Record<string, string>> = {}) {
  return http(
    afterPing((_request, response) => {
      response.on('error', () => undefined);
      response.writeHead(200, { 'content-type': 'application/vnd.oci.image.manifest.v1+json', ...headers }).end(body);
    }),
  );
}

/** A good image but for its blobs, which are answered by raw bytes. */
function blobs(size: number, layer: boolean, head: string) {
  return http(
    afterPing((request, response) => {
      if (request.url?.includes('/blobs/') !== true) {
        const layers = layer ? [{ mediaType: LAYER_TYPE, digest: SOME_DIGEST, size: 1_000_000 }] : [];
        manifestOf({ config: configurationOf(size), layers })(request, response);
      } else if (layer && !request.url.endsWith(SOME_DIGEST)) goodImage(request, response);
      else {
        const socket = response.socket;
        socket?.write(head);
        const timer = setInterval(() => socket?.write(A_KILOBYTE.repeat(64)), 2);
        socket?.on('close', () => clearInterval(timer));
      }
    }),
  );
}

describe('a body', () => {
  const attacks: readonly Attack[] = [
    {
      name: 'of 100 MB for the manifest',
      registry: () => pouring('HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n"', () => A_KILOBYTE.repeat(64), 0),
      by: 'cli',
      exit: 1,
      said: /with more than any client reads.*body over 4194304 bytes/,
    },
    {
      name: 'of a manifest with 100,000 children',
      registry: () => {
        const child = { mediaType: INDEX_TYPE, digest: SOME_DIGEST, size: 1, platform: { os: 'x', architecture: 'y' } };
        return manifest(
          `{"schemaVersion":2,"manifests":[${`${JSON.stringify(child)},`.repeat(99_999)}${JSON.stringify(child)}]}`,
        );
      },
      by: 'cli',
      exit: 1,
      said: /body over 4194304 bytes/,
    },
    {
      name: 'of a manifest with 100,000 layers',
      registry: () => {
        const layer = `{"digest":"sha256:${'1'.repeat(16)}","size":1}`;
        return manifest(
          `{"schemaVersion":2,"config":${JSON.stringify(configurationOf(1))},"layers":[${`${layer},`.repeat(79_999)}${layer}]}`,
        );
      },
      by: 'cli',
      exit: [0, 1, 3],
      said: /.*/,
    },
    {
      name: 'nested 100,000 deep',
      registry: () => manifest(`{"config":${'['.repeat(100_000)}${']'.repeat(100_000)}}`),
      by: 'cli',
      exit: [0, 1, 3],
      said: /.*/,
    },
    {
      name: 'with `__proto__` and wrong types everywhere',
      registry: () =>
        manifest(
          '{"schemaVersion":{},"__proto__":{"index":[1]},"config":[],"layers":{"length":9},"manifests":"x","mediaType":7}',
        ),
      by: 'check',
      exit: [0, 1, 3],
      said: /.*/,
    },
    {
      name: 'that is a gzip bomb: a hundred megabytes in a tenth of one',
      registry: () => {
        return http(
          afterPing((_request, response) => {
            response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': BOMB.length }).end(BOMB);
          }),
        );
      },
      by: 'cli',
      exit: 1,
      said: /body over 4194304 bytes once unzipped/,
    },
    {
      name: 'that is gzip where nobody asked for it: read as clients read it',
      registry: () =>
        http(
          afterPing((request, response) => {
            if (request.url?.includes('/blobs/') === true) return goodImage(request, response);
            const text = JSON.stringify({
              schemaVersion: 2,
              mediaType: 'application/vnd.oci.image.manifest.v1+json',
              config: configurationOf(76),
              layers: [],
            });
            const headers = {
              'content-encoding': 'gzip',
              'content-type': 'application/vnd.oci.image.manifest.v1+json',
            };
            return response.writeHead(200, headers).end(gzipSync(text));
          }),
        ),
      by: 'check',
      exit: [0, 1],
      said: /.*/,
      unsaid: /no manifest|no HTTP/,
    },
    {
      name: 'that is said to be gzip and is not',
      registry: () => manifest('{"schemaVersion":2}', { 'content-encoding': 'gzip' }),
      by: 'check',
      exit: 1,
      said: /the body is said to be gzip and is not/,
    },
    {
      name: 'of a layer that never ends',
      registry: () => blobs(76, true, 'HTTP/1.1 200 OK\r\nContent-Length: 900000000\r\n\r\n'),
      by: 'cli',
      exit: [0, 1],
      said: /.*/,
    },
    {
      name: 'of a configuration that never ends',
      registry: () => blobs(76, false, 'HTTP/1.1 200 OK\r\nContent-Length: 900000000\r\n\r\n'),
      by: 'cli',
      exit: 1,
      said: /body over 4194304 bytes/,
    },
    {
      name: 'of a configuration whose size the manifest lies about',
      registry: () =>
        http(
          afterPing((request, response) =>
            request.url?.includes('/blobs/') === true
              ? goodImage(request, response)
              : manifestOf({ config: configurationOf(900_000_000_000) })(request, response),
          ),
        ),
      by: 'check',
      exit: [0, 1, 3],
      said: /.*/,
    },
    {
      name: 'of one byte a second after its headers',
      registry: () => pouring('HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n', () => ' ', 1000),
      by: 'check',
      exit: [1, 3],
      said: /does not end it|never ends/,
    },
    {
      name: 'shorter than its Content-Length',
      registry: () => saying('HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{}'),
      by: 'check',
      exit: [1, 3],
      said: /closes the connection|EOF/,
    },
    {
      name: 'longer than its Content-Length',
      registry: () => saying('HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\n{}HTTP/1.1 200 OK\r\n\r\n{}'),
      by: 'check',
      exit: [1, 3],
      said: /404|no HTTP/,
    },
    {
      name: 'in chunks of garbage',
      registry: () => saying('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzzzz\r\n\u0000\u0001\u0002'),
      by: 'check',
      exit: [1, 3],
      said: /no HTTP|no valid HTTP|no registry answer/,
    },
    {
      name: 'in a chunk of 2^60 bytes',
      registry: () => saying('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1000000000000000\r\nabc'),
      by: 'check',
      exit: [1, 3],
      said: /registry\.test/,
    },
  ];
  test.each(attacks)('$name', (attack) => withstand(ground, attack));
});

describe('headers', () => {
  const attacks: readonly Attack[] = [
    {
      name: 'of one byte a second',
      registry: () => pouring('HTTP/1.1 200 OK\r\nX-Slow: ', () => 'a', 1000),
      by: 'cli',
      exit: [1, 3],
      said: /no answer to the request|never end/,
    },
    {
      name: 'in the way of HTTP/0.9: no header at all',
      registry: () => saying('<html>hello</html>'),
      by: 'check',
      exit: 1,
      said: /something that is no HTTP/,
    },
    {
      name: 'after a hundred thousand provisional answers',
      registry: () =>
        saying(
          `${'HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n'.repeat(100_000)}HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n`,
        ),
      by: 'cli',
      exit: [1, 3],
      said: /registry\.test/,
    },
    {
      name: 'after provisional answers without end',
      registry: () => pouring('', () => 'HTTP/1.1 102 Processing\r\n\r\n'.repeat(100), 0),
      by: 'cli',
      exit: [1, 3],
      said: /registry\.test/,
    },
    {
      name: 'with ten thousand cookies',
      registry: () =>
        http(
          answering(404, { 'set-cookie': Array.from({ length: 10_000 }, (_, count) => `c${count}=${'v'.repeat(60)}`) }),
        ),
      by: 'cli',
      exit: 1,
      said: /404/,
      unsaid: /c9999/,
    },
    {
      name: 'with a line break in the Location',
      registry: () =>
        saying(
          'HTTP/1.1 302 Found\r\nLocation: /v2/\r\nX-Injected: a\r\n b\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n',
        ),
      by: 'check',
      exit: [1, 3],
      said: /registry\.test/,
    },
    {
      name: 'with a Docker-Content-Digest of junk',
      registry: () =>
        http(
          afterPing((request, response) => {
            response.setHeader('docker-content-digest', 'sha256:../../../../etc/passwd?x=1#y');
            goodImage(request, response);
          }),
        ),
      client: 'containerd@2.1.4',
      by: 'check',
      exit: [0, 1, 3],
      said: /.*/,
      after: ({ registry }) => {
        if (registry.includes('etc/passwd')) throw new Error('the junk got into a path');
      },
    },
  ];
  test.each(attacks)('$name', (attack) => withstand(ground, attack));
});
