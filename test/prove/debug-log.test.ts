import { describe, expect, test } from 'vitest';
import { DebugLog, logMessage } from '../../src/prove/debug-log.js';

const debug = (message: string) =>
  `time="2026-01-01T00:00:00Z" level=debug msg="${message.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

/** Reads lines as they came, ten milliseconds apart from the first at 100. */
function read(...messages: string[]) {
  const log = new DebugLog();
  for (const [index, message] of messages.entries()) log.line(debug(message), 100 + 10 * index);
  return log;
}

const HTTPS = 'https://registry.test/v2/';
const HTTP = 'http://registry.test/v2/';

describe('the debug log of buildah, podman and skopeo', () => {
  test('a fallback to plain HTTP: every request with its time and how it ended', () => {
    const log = read(
      'Looking for TLS certificates and private keys in /etc/docker/certs.d/registry.test',
      `GET ${HTTPS}`,
      `Ping ${HTTPS} err Get "${HTTPS}": dial tcp 192.0.2.7:443: i/o timeout (&url.Error{Op:"Get", URL:"${HTTPS}", Err:(*net.OpError)(0xc000123)})`,
      `GET ${HTTP}`,
      `Ping ${HTTP} status 200`,
      `GET ${HTTP}team/app/manifests/1.0`,
      'Content-Type from manifest GET is "application/vnd.oci.image.manifest.v1+json"',
      'Downloading /v2/team/app/blobs/sha256:aa',
      `GET ${HTTP}team/app/blobs/sha256:aa`,
      'Detected compression format gzip',
      'Using original blob without modification',
    );
    expect(log.seen()).toEqual({
      requests: [
        { method: 'GET', url: HTTPS, startMs: 110, outcome: 'dial tcp 192.0.2.7:443: i/o timeout' },
        { method: 'GET', url: HTTP, startMs: 130, outcome: '200' },
        { method: 'GET', url: `${HTTP}team/app/manifests/1.0`, startMs: 150, outcome: '200' },
        { method: 'GET', url: `${HTTP}team/app/blobs/sha256:aa`, startMs: 180, outcome: '200' },
      ],
      manifestMs: 160,
      layerMs: 190,
    });
    expect(log.last).toBe(`GET ${HTTP}team/app/blobs/sha256:aa`);
  });

  test('the configuration that is fetched before the layers is no layer', () => {
    const log = read(
      `GET ${HTTPS}team/app/manifests/1.0`,
      'Content-Type from manifest GET is "application/vnd.oci.image.manifest.v1+json"',
      'Downloading /v2/team/app/blobs/sha256:cc',
      `GET ${HTTPS}team/app/blobs/sha256:cc`,
    );
    expect(log.seen()).toMatchObject({ manifestMs: 110, layerMs: null });
  });

  test('a refusal that is told only at the end of the attempt', () => {
    const log = read(
      `GET ${HTTPS}`,
      `Ping ${HTTPS} status 401`,
      `GET ${HTTPS}team/app/manifests/1.0`,
      'Accessing "registry.test/team/app:1.0" failed: reading manifest 1.0 in registry.test/team/app: authentication required',
    );
    expect(log.seen().requests.map(({ outcome }) => outcome)).toEqual([
      '401',
      'reading manifest 1.0 in registry.test/team/app: authentication required',
    ]);
  });

  test('the type of an answer is told before its status: a refused manifest is none that came', () => {
    const log = read(
      `GET ${HTTPS}team/app/manifests/1.0`,
      'Content-Type from manifest GET is "application/json"',
      'Accessing "registry.test/team/app:1.0" failed: reading manifest 1.0 in registry.test/team/app: manifest unknown',
      `GET ${HTTPS}`,
    );
    expect(log.seen()).toMatchObject({ manifestMs: null });
    expect(log.seen().requests[0]?.outcome).toBe('reading manifest 1.0 in registry.test/team/app: manifest unknown');
  });

  test('the client tries again: each round is there', () => {
    const round = [
      `GET ${HTTPS}`,
      `Ping ${HTTPS} err Get "${HTTPS}": dial tcp 192.0.2.7:443: connect: connection refused (&url.Error{})`,
      `Failed, retrying in 2s ... (1/3). Error: initializing source docker://registry.test/team/app:1.0: pinging container registry registry.test: Get "${HTTPS}": dial tcp 192.0.2.7:443: connect: connection refused`,
    ];
    const { requests } = read(...round, ...round).seen();
    expect(requests.map(({ startMs, outcome }) => [startMs, outcome])).toEqual([
      [100, 'dial tcp 192.0.2.7:443: connect: connection refused'],
      [130, 'dial tcp 192.0.2.7:443: connect: connection refused'],
    ]);
  });

  test('a query is not kept: it may hold an account', () => {
    const log = read('GET https://auth.test/token?account=alice&scope=repository%3Ateam%2Fapp%3Apull&service=rig');
    expect(log.seen().requests[0]?.url).toBe('https://auth.test/token');
    expect(log.last).toBe('GET https://auth.test/token');
  });

  test('lines without a time, and lines of other programs, do no harm', () => {
    const log = new DebugLog();
    log.line('level=debug msg="GET https://registry.test/v2/"', 5);
    for (const line of ['', 'Copying blob sha256:aa', 'time="', 'level=debug msg="GET nowhere"', '\\"'.repeat(2000)])
      log.line(line, 6);
    expect(log.seen().requests).toHaveLength(1);
  });

  test('a program that goes round in circles fills no memory', () => {
    const log = new DebugLog();
    for (let index = 0; index < 2000; index += 1) log.line(debug(`GET ${HTTPS}${'a'.repeat(3000)}`), index);
    const { requests } = log.seen();
    expect(requests.length).toBeLessThanOrEqual(500);
    expect(requests[0]?.url.length).toBeLessThanOrEqual(500);
  });
});

test.each([
  [debug('a "quoted" word'), { level: 'debug', message: 'a "quoted" word' }],
  ['level=fatal msg=short', { level: 'fatal', message: 'short' }],
  ['time="x" level=error msg="two\\nlines"', { level: 'error', message: 'two lines' }],
  ['Error: no log line', null],
])('%s', (line, expected) => {
  expect(logMessage(line)).toEqual(expected);
});
