import { afterAll, beforeAll, describe, test } from 'vitest';
import { answering, http, saying } from './support/answers.js';
import { type Attack, withstand } from './support/attack.js';
import { type Ground, makeGround } from './support/ground.js';

let ground: Ground;
beforeAll(async () => {
  ground = await makeGround();
}, 60_000);
afterAll(() => ground.clear());

const ESCAPES = '\u001b[2J\u001b]0;owned\u0007\u009b31mred\u202etxt.\u200b\u2066x\u2069';

describe('text that acts on a terminal', () => {
  const inError = (status: number) =>
    JSON.stringify({ errors: [{ code: `CODE${ESCAPES}`, message: `message${ESCAPES}` }], status });
  const attacks: readonly Attack[] = [
    {
      name: 'in error codes and messages',
      registry: () => http(answering(403, { 'content-type': 'application/json' }, inError(403))),
      by: 'cli',
      exit: 1,
      said: /message/,
    },
    {
      name: 'in the reason phrase, the server and a page',
      registry: () =>
        saying(
          `HTTP/1.1 503 Gone${ESCAPES}\r\nServer: s${ESCAPES}\r\nContent-Type: text/html\r\nRetry-After: ${ESCAPES}\r\n\r\n<title>${ESCAPES}</title>`,
        ),
      by: 'cli',
      exit: 1,
      said: /503|no HTTP/,
    },
    {
      name: 'in the names of tags',
      registry: () =>
        http((request, response) => {
          const tags = { name: ESCAPES, tags: [`1.0${ESCAPES}`, '1.0.1', '__proto__', 7, null, 'a'.repeat(100_000)] };
          if (request.url?.includes('/tags/list') === true) answering(200, {}, JSON.stringify(tags))(request, response);
          else if (request.url === '/v2/') answering(200, {}, '{}')(request, response);
          else
            answering(
              404,
              {},
              JSON.stringify({ errors: [{ code: 'MANIFEST_UNKNOWN', message: 'manifest unknown' }] }),
            )(request, response);
        }),
      by: 'cli',
      exit: 1,
      said: /1\.0/,
    },
    {
      name: 'in a challenge and a redirect',
      registry: () =>
        http((_request, response) => {
          response.socket?.end(
            Buffer.from(
              `HTTP/1.1 401 No\r\nWWW-Authenticate: Bearer realm="http://x${ESCAPES}/",service="${ESCAPES}"\r\nContent-Length: 0\r\n\r\n`,
            ),
          );
        }),
      by: 'cli',
      exit: [1, 3],
      said: /registry\.test|401/,
    },
    {
      name: 'in media types and platforms',
      registry: () =>
        http((request, response) => {
          const child = {
            mediaType: `m${ESCAPES}`,
            digest: `sha256:${ESCAPES}`,
            platform: { os: ESCAPES, architecture: ESCAPES },
          };
          const index = { schemaVersion: 2, mediaType: 'application/vnd.oci.image.index.v1+json', manifests: [child] };
          answering(
            200,
            { 'content-type': 'application/vnd.oci.image.index.v1+json' },
            request.url === '/v2/' ? '{}' : JSON.stringify(index),
          )(request, response);
        }),
      by: 'cli',
      exit: [1, 3],
      said: /.*/,
    },
  ];
  test.each(attacks)('$name', (attack) => withstand(ground, attack));
});
