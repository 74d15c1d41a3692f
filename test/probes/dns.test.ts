import { createSocket, type RemoteInfo } from 'node:dgram';
import { describe, expect, test } from 'vitest';
import { afterTest, limits, prober } from './support/servers.js';

/** Response codes of RFC 1035 §4.1.1. */
const NO_ERROR = 0;
const A = 1;

/** A name server that answers each query as told (addresses of type A), or not at all. */
async function nameServer(answer: { code: number; addresses?: string[] } | 'garbage' | 'nothing') {
  const queries: string[] = [];
  const socket = createSocket('udp4');
  socket.on('message', (query: Buffer, from: RemoteInfo) => {
    const question = query.subarray(12, query.indexOf(0, 12) + 5);
    queries.push(question.toString('latin1'));
    if (answer === 'nothing') return;
    if (answer === 'garbage') return socket.send(Buffer.from('not a name server at all'), from.port, from.address);
    const isA = question.readUInt16BE(question.length - 4) === A;
    const addresses = isA ? (answer.addresses ?? []) : [];
    const header = Buffer.from([
      query[0] ?? 0,
      query[1] ?? 0,
      0x81,
      0x80 | answer.code,
      0,
      1,
      0,
      addresses.length,
      0,
      0,
      0,
      0,
    ]);
    const records = addresses.map((address) =>
      Buffer.from([0xc0, 12, 0, A, 0, 1, 0, 0, 0, 60, 0, 4, ...address.split('.').map(Number)]),
    );
    socket.send(Buffer.concat([header, question, ...records]), from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  afterTest(() => socket.close());
  return { server: `127.0.0.1#${socket.address().port}`, queries };
}

const key = (server: string, name = 'registry.test', type: 'A' | 'AAAA' | 'ANY' = 'A') =>
  ({ kind: 'dns', server, name, type }) as const;

describe('a name server', () => {
  test.each([
    ['answers', { code: NO_ERROR, addresses: ['10.0.0.7', '10.0.0.8'] }, 'answer', null],
    ['knows the name without this type', { code: NO_ERROR }, 'nodata', 'ENODATA'],
    ['does not know the name', { code: 3 }, 'nxdomain', 'ENOTFOUND'],
    ['fails', { code: 2 }, 'server-failure', 'ESERVFAIL'],
    ['refuses', { code: 5 }, 'server-failure', 'EREFUSED'],
  ] as const)('%s', async (_name, answer, outcome, detail) => {
    const { server } = await nameServer({ ...answer, addresses: 'addresses' in answer ? [...answer.addresses] : [] });
    const fact = await prober().probe(key(server), limits());
    expect(fact).toMatchObject({ outcome, detail, addresses: outcome === 'answer' ? ['10.0.0.7', '10.0.0.8'] : [] });
  });

  test('answers what is no answer', async () => {
    const { server } = await nameServer('garbage');
    expect(await prober().probe(key(server), limits())).toMatchObject({ outcome: 'malformed', detail: 'EBADRESP' });
  });

  test('says nothing: two queries went out within the limit', async () => {
    const { server, queries } = await nameServer('nothing');
    const fact = await prober().probe(key(server), limits(1000));
    expect(fact).toMatchObject({ outcome: 'silent', queries: 2 });
    expect(fact.ms).toBeLessThan(1300);
    expect(queries.length).toBe(2);
  });

  test('that was silent once is not waited for as long again', async () => {
    const { server, queries } = await nameServer('nothing');
    const one = prober();
    await one.probe(key(server), limits(1000));
    const fact = await one.probe(key(server, 'other.test'), limits(1000));
    expect(fact).toMatchObject({ outcome: 'silent', queries: 2 });
    expect(fact.ms).toBeLessThan(600);
    expect(new Set(queries).size).toBe(2);
  });

  test('is not there', async () => {
    expect(await prober().probe(key('127.0.0.1#1'), limits())).toMatchObject({
      outcome: 'unreachable',
      detail: 'ECONNREFUSED',
    });
  });

  test('gets the name as it is: no search list', async () => {
    const { server, queries } = await nameServer({ code: 3 });
    await prober().probe(key(server, 'registry', 'AAAA'), limits());
    expect(queries).toEqual(['\x08registry\x00\x00\x1c\x00\x01']);
  });

  test('an end from outside comes at once', async () => {
    const { server } = await nameServer('nothing');
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 30);
    const fact = await prober().probe(key(server), { ...limits(10_000), signal: controller.signal });
    expect(fact).toMatchObject({ detail: 'stopped' });
    expect(fact.ms).toBeLessThan(500);
  });

  test.each(['no address', '', '127.0.0.1#x'])('named %j never throws', async (server) => {
    expect(await prober().probe(key(server), limits(300))).toMatchObject({ kind: 'dns', addresses: [] });
  });
});

describe('libc', () => {
  test('answers with addresses of all families', async () => {
    const fact = await prober().probe(key('libc', 'localhost', 'ANY'), limits());
    expect(fact).toMatchObject({ outcome: 'answer', addresses: expect.arrayContaining(['127.0.0.1']) });
  });

  test('answers with one family where one is asked for', async () => {
    expect(await prober().probe(key('libc', '127.0.0.1'), limits())).toMatchObject({
      outcome: 'answer',
      addresses: ['127.0.0.1'],
    });
  });
});
