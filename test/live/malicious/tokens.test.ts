import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answering, bearer, challenging, goodImage, http } from './support/answers.js';
import { type Attack, withstand } from './support/attack.js';
import { CANARIES, canariesIn } from './support/canaries.js';
import { type Ground, makeGround } from './support/ground.js';

let ground: Ground;
beforeAll(async () => {
  ground = await makeGround();
}, 60_000);
afterAll(() => ground.clear());

const JSON_TYPE = { 'content-type': 'application/json' };

/** A registry whose realm is the other host, over https. */
const realmElsewhere: Attack['registry'] = ({ other }) => http(challenging(bearer(`https://${other}/token`)));

/** A token answer of the other host. */
function tokenOf(token: string): NonNullable<Attack['other']> {
  return () => http(answering(200, JSON_TYPE, JSON.stringify({ token })));
}

describe('a token realm', () => {
  const attacks: readonly Attack[] = [
    {
      name: 'on another origin, over https with a certificate that is trusted: told the login, as the client tells it',
      registry: realmElsewhere,
      other: tokenOf('a-token'),
      by: 'cli',
      exit: 0,
      otherIsTold: true,
      said: /.*/,
      after: ({ registry, other }) => {
        expect(canariesIn(other)).toEqual(['username', 'password']);
        expect(canariesIn(registry), 'the registry itself gets the token only').toEqual([]);
        expect(registry).toContain('Bearer a-token');
      },
    },
    {
      name: 'over plain http: not told, and no verdict follows',
      registry: ({ plain }) => http(challenging(bearer(`http://${plain}/token`))),
      other: tokenOf('a-token'),
      by: 'cli',
      exit: 3,
      said: /the client would send a credential over plain HTTP/,
    },
    {
      name: 'over plain http, without a login: asked as the client asks it',
      registry: ({ plain }) => http(challenging(bearer(`http://${plain}/token`))),
      other: tokenOf('a-token'),
      stored: 'none',
      by: 'check',
      exit: 0,
      said: /.*/,
      after: ({ registry }) => expect(registry).toContain('Bearer a-token'),
    },
    {
      name: 'with a login of its own in the URL: ours is sent, its own is not kept',
      registry: ({ other }) => http(challenging(bearer(`https://mallory:stolen-password@${other}/token`))),
      other: tokenOf('a-token'),
      by: 'cli',
      exit: 0,
      otherIsTold: true,
      said: /.*/,
      after: (_told, { report }) => {
        const asked = report.clients.flatMap(({ attempts }) => attempts.map(({ url }) => url ?? ''));
        expect(asked.join(' ')).not.toContain('stolen-password');
        expect(Object.keys(report.facts).join(' ')).not.toContain('stolen-password');
      },
    },
    ...['file:///run/containers/0/auth.json', 'ftp://other.test/token', 'javascript:alert(1)', 'http://['].map(
      (realm): Attack => ({
        name: `at ${realm}`,
        registry: () => http(challenging(bearer(realm))),
        by: 'cli',
        exit: 1,
        said: /sends clients to a token service with an unusable address/,
      }),
    ),
    ...['127.0.0.1', '[::1]', 'localhost', '169.254.169.254', '2130706433', '[::ffff:169.254.169.254]'].map(
      (host): Attack => ({
        name: `near this machine, at ${host}, of a registry elsewhere: not asked`,
        registry: ({ forbiddenPort }) => http(challenging(bearer(`https://${host}:${forbiddenPort}/token`))),
        by: 'check',
        exit: 3,
        said: /token at https:\/\/.*: registry\.test:\d+ sends clients there, but .* is (an address of this machine|a metadata service)/,
      }),
    ),
    ...['crane@0.20.2', 'oras@1.2.2'].map(
      (client): Attack => ({
        name: `at a loopback address: ${client} itself refuses it`,
        registry: ({ forbiddenPort }) => http(challenging(bearer(`https://127.0.0.1:${forbiddenPort}/token`))),
        client,
        by: 'check',
        exit: [1, 3],
        said: /private or link-local address|is an address of this machine/,
      }),
    ),
    {
      name: 'that redirects to another host, which is told nothing',
      registry: ({ registry, other }) =>
        http((request, response) =>
          request.url?.startsWith('/token') === true
            ? answering(307, { location: `https://${other}/token` })(request, response)
            : challenging(bearer(`https://${registry}/token`))(request, response),
        ),
      other: () => http(answering(401, {})),
      by: 'cli',
      exit: 1,
      said: /401/,
    },
    {
      name: 'that asks for the identity token on another host by redirecting the form',
      registry: ({ registry, other }) =>
        http((request, response) =>
          request.url?.startsWith('/token') === true
            ? answering(307, { location: `https://${other}/token` })(request, response)
            : challenging(bearer(`https://${registry}/token`))(request, response),
        ),
      other: tokenOf('a-token'),
      stored: 'identity-token',
      by: 'cli',
      exit: 3,
      said: /the client would repeat its POST there/,
    },
  ];
  test.each(attacks)('$name', (attack) => withstand(ground, attack));
});

describe('a token', () => {
  const attacks: readonly Attack[] = [
    {
      name: 'of 10 MB',
      registry: realmElsewhere,
      other: tokenOf('t'.repeat(10_000_000)),
      by: 'cli',
      exit: 1,
      otherIsTold: true,
      said: /other\.test:\d+ for a token, which answers with more than clients read.*body over 4194304 bytes/,
    },
    {
      name: 'with a line break and a header after it',
      registry: realmElsewhere,
      other: tokenOf('abc\r\nX-Injected: yes'),
      by: 'cli',
      exit: 1,
      otherIsTold: true,
      said: /answers with a token that no header can carry/,
      after: ({ registry }) => expect(registry.toLowerCase()).not.toContain('x-injected'),
    },
    {
      name: 'with control characters',
      registry: realmElsewhere,
      other: tokenOf('abc\u0000\u001b[2J'),
      by: 'check',
      exit: 1,
      otherIsTold: true,
      said: /answers with a token that no header can carry/,
    },
    {
      name: 'with letters outside ASCII, sent as Go sends them',
      registry: realmElsewhere,
      other: tokenOf('tökén✓'),
      by: 'check',
      exit: 0,
      otherIsTold: true,
      said: /.*/,
      after: ({ registry }) => expect(registry).toContain(Buffer.from('tökén✓').toString('latin1')),
    },
    {
      name: 'that is the login said back, in a registry that says it back too',
      registry: ({ other }) =>
        http(
          challenging(bearer(`https://${other}/token`), (request, response) => {
            const errors = [{ code: 'DENIED', message: `no ${request.headers.authorization} here` }];
            answering(403, JSON_TYPE, JSON.stringify({ errors }))(request, response);
          }),
        ),
      other: tokenOf(`${CANARIES.username}:${CANARIES.password}`),
      by: 'cli',
      exit: 1,
      otherIsTold: true,
      said: /\[redacted\] here/,
    },
    {
      name: 'that is a list, a number, an object',
      registry: realmElsewhere,
      other: () =>
        http(
          answering(200, JSON_TYPE, '{"token":["x"],"access_token":7,"expires_in":"never","__proto__":{"token":"y"}}'),
        ),
      by: 'check',
      exit: 1,
      otherIsTold: true,
      said: /without a token/,
    },
    {
      name: 'whose claims nest 100,000 deep',
      registry: realmElsewhere,
      other: tokenOf(
        `a.${Buffer.from(`{"access":${'['.repeat(100_000)}${']'.repeat(100_000)}}`).toString('base64url')}.b`,
      ),
      by: 'cli',
      exit: 0,
      otherIsTold: true,
      said: /.*/,
    },
  ];
  test.each(attacks)('$name', (attack) => withstand(ground, attack));
});

describe('a challenge', () => {
  const attacks: readonly Attack[] = [
    {
      name: 'of a megabyte',
      registry: () => http(challenging(`Bearer realm="${'a'.repeat(1_000_000)}"`)),
      by: 'cli',
      exit: 1,
      said: /unusable address|no http\(s\) URL/,
    },
    {
      name: 'of a megabyte of backslashes',
      registry: () => http(challenging(`Bearer realm="${'\\'.repeat(1_000_000)}`)),
      by: 'cli',
      exit: 1,
      said: /registry\.test/,
    },
    {
      name: 'with a service of a megabyte',
      registry: ({ other }) =>
        http(challenging(`Bearer realm="https://${other}/token",service="${'s'.repeat(1_000_000)}"`)),
      other: tokenOf('a-token'),
      by: 'check',
      exit: [0, 1, 3],
      otherIsTold: true,
      said: /.*/,
    },
    {
      name: 'ten thousand times in one line',
      registry: () =>
        http(challenging(Array.from({ length: 10_000 }, (_, count) => `Scheme${count} a="b"`).join(', '))),
      by: 'cli',
      exit: 1,
      said: /401/,
    },
    {
      name: 'ten thousand times in as many lines',
      registry: () => http(challenging(Array.from({ length: 10_000 }, () => 'Bearer realm="ftp://x/"'))),
      by: 'check',
      exit: 1,
      said: /unusable address/,
    },
    {
      name: 'of 20 MB',
      registry: () => http(challenging(`Bearer realm="${'a'.repeat(20_000_000)}"`)),
      by: 'cli',
      exit: 3,
      said: /the headers of the answer are longer than the 1 MiB that regdoctor reads/,
    },
    {
      name: 'that names `__proto__` as a parameter',
      registry: () => http(challenging('Bearer __proto__="x", constructor="y", realm="ftp://x/"')),
      by: 'check',
      exit: 1,
      said: /unusable address/,
    },
  ];
  test.each(attacks)('$name', (attack) => withstand(ground, attack));
});

describe('every kind of stored credential stays off plain HTTP and off other hosts', () => {
  test.each(['login', 'identity-token', 'registry-token'] as const)('%s', async (stored) => {
    await withstand(ground, {
      name: stored,
      registry: ({ plain }) => http(challenging(bearer(`http://${plain}/token`), goodImage)),
      other: tokenOf('a-token'),
      stored,
      client: stored === 'identity-token' ? 'docker@28.5.2' : 'skopeo@1.9.3',
      by: 'check',
      exit: [0, 1, 3],
      said: /.*/,
    });
  });
});
