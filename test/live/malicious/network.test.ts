import { afterAll, beforeAll, describe, test } from 'vitest';
import { goodImage, http, pouring, redirecting, saying } from './support/answers.js';
import { type Attack, FAR, NAME_SERVER, withstand } from './support/attack.js';
import { type Ground, makeGround } from './support/ground.js';
import { type AnswerRecord, address, startNameServer, TO_ITSELF } from './support/name-server.js';

let ground: Ground;
beforeAll(async () => {
  ground = await makeGround();
}, 60_000);
afterAll(() => ground.clear());

const anyone = http(goodImage);

describe('a name server', () => {
  const dns = { '/etc/hosts': '', '/etc/resolv.conf': `nameserver ${NAME_SERVER}\n` };
  const cases: readonly [
    name: string,
    records: readonly AnswerRecord[] | null,
    attack: Pick<Attack, 'exit' | 'said'>,
  ][] = [
    ['with 1000 addresses', Array.from({ length: 1000 }, () => address(FAR)), { exit: [0, 1, 3], said: /.*/ }],
    ['with a CNAME that names itself', [TO_ITSELF], { exit: [1, 3], said: /registry\.test/ }],
    [
      'with a thousand such CNAMEs',
      Array.from({ length: 1000 }, () => TO_ITSELF),
      { exit: [1, 3], said: /registry\.test/ },
    ],
    ['with 60 KB of noise', null, { exit: [1, 3], said: /registry\.test/ }],
  ];
  test.each(cases)('that answers %s', async (name, records, expected) => {
    const server = await startNameServer(() => records);
    try {
      await withstand(ground, {
        name,
        registry: () => anyone,
        files: dns,
        nameServer: server.port,
        by: 'check',
        ...expected,
      });
    } finally {
      server.stop();
    }
  });

  test('that gives a far address first and a near one later: what was looked at is what is connected to', async () => {
    let asked = 0;
    const server = await startNameServer((name) => {
      if (name !== 'rebinding.test') return [address(FAR)];
      asked += 1;
      return [address(asked > 1 ? '127.0.0.1' : FAR)];
    });
    try {
      await withstand(ground, {
        name: 'rebinding',
        registry: ({ forbiddenPort }) => http(redirecting(`http://rebinding.test:${forbiddenPort}/`)),
        files: dns,
        nameServer: server.port,
        by: 'check',
        exit: [1, 3],
        said: /rebinding\.test/,
      });
    } finally {
      server.stop();
    }
  });

  test('that gives a far and a near address at once: not followed', async () => {
    const server = await startNameServer((name) => [
      address(FAR),
      ...(name === 'both.test' ? [address('127.0.0.1')] : []),
    ]);
    try {
      await withstand(ground, {
        name: 'both',
        registry: ({ forbiddenPort }) => http(redirecting(`http://both.test:${forbiddenPort}/`)),
        files: dns,
        nameServer: server.port,
        by: 'check',
        exit: 3,
        said: /both\.test is 127\.0\.0\.1, which is an address of this machine itself/,
      });
    } finally {
      server.stop();
    }
  });
});

describe('a proxy', () => {
  const attacks: readonly Attack[] = [
    {
      name: 'that answers CONNECT with 10 MB',
      registry: () => anyone,
      other: () => pouring('HTTP/1.1 200 OK\r\n', () => `X-Filler: ${'x'.repeat(8000)}\r\n`, 0),
      throughProxy: true,
      by: 'check',
      exit: [1, 3],
      said: /answer to CONNECT too large/,
    },
    {
      name: 'that says the login back in terminal commands',
      registry: () => anyone,
      other: () => ({
        raw: (connection, first) => {
          const login = /Proxy-Authorization: (.*)\r\n/i.exec(first.toString('latin1'))?.[1] ?? '';
          connection.end(
            `HTTP/1.1 407 \u001b[2J${login}\r\nProxy-Authenticate: Basic realm="${login}"\r\nX-Squid-Error: ${login}\r\n\r\n`,
          );
        },
      }),
      throughProxy: true,
      by: 'check',
      exit: 1,
      said: /407/,
    },
    {
      name: 'that redirects the tunnel',
      registry: () => anyone,
      other: () => saying('HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\n\r\n'),
      throughProxy: true,
      by: 'check',
      exit: 1,
      said: /302 Found/,
    },
    {
      name: 'that never answers',
      registry: () => anyone,
      other: () => ({ raw: () => undefined }),
      throughProxy: true,
      timeoutS: 3,
      by: 'check',
      exit: [1, 3],
      said: /no answer|proxy/,
    },
  ];
  test.each(attacks)('$name', (attack) => withstand(ground, attack));
});
