import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { afterAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/report/schema.js';
import {
  afterPing,
  closes,
  drip,
  hugeBody,
  hugeHeaders,
  neverAnswers,
  redirectLoop,
  registryError,
} from '../conformance/rig/faults.js';

/** What every run here may take for its probes, s, and what starting and ending a process adds at most, ms. */
const TIMEOUT_S = 6;
const PROCESS_MS = 2500;

/** Nothing a terminal would act on: C0 but for line ends, DEL, C1. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/;
const ESCAPES = '\u001b[2J\u001b]0;owned\u0007\u009b31mred\u0008\u202etxt';

const root = mkdtempSync(join(tmpdir(), 'regdoctor-hostile-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Lets `body` talk to a server on a port of its own. */
async function withServer<Result>(server: Server, body: (registry: string) => Promise<Result>): Promise<Result> {
  const open = new Set<Socket>();
  server.on('connection', (connection: Socket) => open.add(connection.on('error', () => undefined)));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  try {
    return await body(`127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.close();
    for (const connection of open) connection.destroy();
  }
}

/** A server that says the same bytes to whatever it is told, and closes. */
function saying(bytes: Buffer | string): Server {
  return createServer((connection) => {
    connection.on('error', () => undefined);
    connection.once('data', () => connection.end(bytes));
  });
}

interface Run {
  readonly report: Report;
  readonly text: string;
  readonly ms: number;
}

async function check(registry: string): Promise<Run> {
  const flags = ['--client', 'skopeo@1.9.3', '--tls-verify=false', '--root', root, '--timeout', String(TIMEOUT_S)];
  const run = async (...form: string[]) => {
    const started = performance.now();
    const result = await execa(
      process.execPath,
      ['bin/run.js', 'check', `${registry}/team/app:1.0`, ...flags, ...form],
      {
        reject: false,
        env: { NO_COLOR: '1', HOME: '/root' },
      },
    );
    return { ...result, ms: performance.now() - started };
  };
  const json = await run('--json');
  const text = await run('--verbose');
  const report = JSON.parse(json.stdout) as Report;
  expect([1, 3], `${text.stdout}${text.stderr}`).toContain(json.exitCode);
  expect(report.exitCode).toBe(json.exitCode);
  return { report, text: text.stdout, ms: Math.max(json.ms, text.ms) };
}

/** All that the report says about what went on, in one line. */
function says({ findings, unknown, clients }: Report): string {
  const found = findings.flatMap(({ code, title, evidence }) => [code, title, ...evidence.map(({ text }) => text)]);
  const steps = clients.flatMap(({ attempts }) => attempts.map(({ detail }) => detail ?? ''));
  return [...found, ...unknown.map(({ why }) => why), ...steps].join(' | ');
}

describe('a hostile registry', () => {
  const cases: [name: string, handler: RequestListener, said: RegExp][] = [
    ['never answers', neverAnswers, /no answer|never answers/],
    ['sends a head and then one byte at a time', drip, /does not end it|never ends/],
    ['sends its manifest one byte at a time', afterPing(drip), /does not end it|never ends/],
    ['sends 100 MB of headers', hugeHeaders, /header/i],
    ['sends a body of 100 MB to the ping', hugeBody, /larger|too large|body|bytes|MiB|MB/i],
    ['sends a body of 100 MB for the manifest', afterPing(hugeBody), /larger|too large|body|bytes|MiB|MB/i],
    ['redirects for ever', redirectLoop, /redirect/i],
    ['closes the connection', closes, /EOF|closed/i],
  ];
  test.each(cases)('%s', async (_name, handler, said) => {
    const { report, text, ms } = await withServer(createHttpServer(handler), check);
    expect(ms).toBeLessThan(TIMEOUT_S * 1000 + PROCESS_MS);
    expect(says(report)).toMatch(said);
    expect(report.findings.length + report.unknown.length, says(report)).toBeGreaterThan(0);
    expect(text).not.toMatch(CONTROL);
  });

  test.each([
    ['noise', Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 193 + 7) % 256))],
    ['a banner of another protocol', 'SSH-2.0-OpenSSH_9.2p1 \u001b[31mDebian\r\n'],
    ['half a TLS record', Buffer.from([0x16, 0x03, 0x03, 0xff, 0xff, 0x02])],
    ['a status line of escape sequences', `HTTP/1.1 500 ${ESCAPES}\r\nContent-Length: 0\r\n\r\n`],
    [
      'headers that contradict each other',
      'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
    ],
  ])('answers with %s', async (_name, bytes) => {
    const { report, text, ms } = await withServer(saying(bytes), check);
    expect(ms).toBeLessThan(TIMEOUT_S * 1000 + PROCESS_MS);
    expect(report.clients[0]?.outcome).toBe('fail');
    expect(report.findings.length, says(report)).toBeGreaterThan(0);
    expect(text).not.toMatch(CONTROL);
  });

  test.each<[string, RequestListener]>([
    ['an error message', registryError(500, 'UNKNOWN', `failed ${ESCAPES}`)],
    ['an error message for the manifest', afterPing(registryError(404, `${ESCAPES}`, `not here ${ESCAPES}`))],
    [
      'a challenge',
      (_request, response) => {
        const header = Buffer.from(`Bearer realm="http://127.0.0.1:1/${ESCAPES}",service="${ESCAPES}"`).toString(
          'latin1',
        );
        response.socket?.end(
          Buffer.from(`HTTP/1.1 401 No\r\nWWW-Authenticate: ${header}\r\nContent-Length: 0\r\n\r\n`, 'latin1'),
        );
      },
    ],
    [
      'a redirect',
      (_request, response) => {
        response.socket?.end(
          `HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/${ESCAPES}\r\nContent-Length: 0\r\n\r\n`,
        );
      },
    ],
    [
      'a page',
      (_request, response) => {
        response.writeHead(200, { 'content-type': 'text/html' }).end(`<html><title>${ESCAPES}</title></html>`);
      },
    ],
  ])('puts escape sequences into %s, and none reaches the terminal', async (_name, handler) => {
    const { report, text } = await withServer(createHttpServer(handler), check);
    expect(text).not.toMatch(CONTROL);
    expect(report.findings.length, says(report)).toBeGreaterThan(0);
  });
});

describe('hostile files', () => {
  test.each([
    ['a broken registries.conf', '/etc/containers/registries.conf', `[[registry]]\nlocation = "${ESCAPES}\n`],
    ['a key', '/etc/containers/registries.conf', `[[registry]]\nlocation = "127.0.0.1"\n"${'\\u001b[2J'}" = 1\n`],
    [
      'the name of a drop-in',
      `/etc/containers/registries.conf.d/${'\u001b[2J'}.toml`,
      '[[registry]]\nlocation = "127.0.0.1"\ninsecure = true\n',
    ],
    ['an auth file', '/run/containers/0/auth.json', `{"auths": {"127.0.0.1${ESCAPES}": ${ESCAPES}`],
  ])('escape sequences in %s stay off the terminal', async (_name, path, content) => {
    const file = join(root, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
    try {
      const registry = createHttpServer(registryError(404, 'NAME_UNKNOWN', 'not here'));
      expect((await withServer(registry, check)).text).not.toMatch(CONTROL);
    } finally {
      rmSync(file);
    }
  });
});
