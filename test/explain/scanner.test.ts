import { describe, expect, test } from 'vitest';
import { quiet, scan, UNKNOWN_CA } from './a-scan.js';

const MANY = 20_000;
const REFUSED =
  'failed to do request: Head "https://mirror.example.com/v2/app/manifests/1": dial tcp 10.0.0.7:443: connect: connection refused';

describe('a whole log', () => {
  test('names the line that matters, as grep -n counts', () => {
    const [best] = scan(quiet(MANY), `${UNKNOWN_CA}\n`, quiet(MANY));
    expect(best).toMatchObject({ code: 'tls-unknown-ca', host: 'registry.example.com', line: MANY + 1, count: 1 });
  });

  test('groups repeats, however their times and numbers differ, and counts them', () => {
    const repeats = Array.from(
      { length: 500 },
      (_, index) => `2026-03-01T10:00:${index} attempt ${index}: ${UNKNOWN_CA}\n`,
    );
    const matches = scan(quiet(MANY), ...repeats);
    expect(matches.filter(({ code }) => code === 'tls-unknown-ca')).toMatchObject([{ line: MANY + 1, count: 500 }]);
  });

  test('tells distinct causes apart, each with its own line', () => {
    const matches = scan(quiet(MANY), `${REFUSED}\n`, quiet(MANY), `${UNKNOWN_CA}\n`);
    expect(matches.find(({ code }) => code === 'tcp-refused')).toMatchObject({
      line: MANY + 1,
      host: 'mirror.example.com',
    });
    expect(matches.find(({ code }) => code === 'tls-unknown-ca')).toMatchObject({ line: 2 * MANY + 2 });
  });

  test('still finds a cause after tens of thousands of others', () => {
    const backOff = 'Warning  BackOff  kubelet  Back-off pulling image "registry.example.com/app:1"\n'.repeat(30_000);
    expect(scan(backOff, `${UNKNOWN_CA}\n`)[0]).toMatchObject({ code: 'tls-unknown-ca', line: 30_001 });
  });

  test('does not take a status for another one in a line that is the same else', () => {
    const line = (status: string): string =>
      `GET "https://registry.example.com/v2/app/manifests/1": response status code ${status}\n`;
    const codes = scan(quiet(MANY), line('200 OK'), line('503 Service Unavailable')).map(({ code }) => code);
    expect(codes[0]).toBe('registry-5xx');
  });

  test('names images that differ in numbers alone each on its own', () => {
    const line = (tag: string): string =>
      `Error: initializing source docker://registry.example.com/app:${tag}: reading manifest ${tag} in registry.example.com/app: manifest unknown\n`;
    const references = scan(quiet(MANY), line('1'), line('2')).map(({ reference }) => reference);
    expect(references.slice(0, 2)).toEqual(['registry.example.com/app:1', 'registry.example.com/app:2']);
  });

  test('does not believe the same words about another service', () => {
    const foreign =
      '{"level":"error","msg":"payment failed","error":"dial tcp 10.0.0.9:9090: connect: connection refused"}\n';
    expect(scan(quiet(MANY), foreign.repeat(300))).toEqual([]);
  });
});

describe('text of every kind', () => {
  test.each([
    ['lines that end in CRLF', quiet(MANY, '\r\n'), `${UNKNOWN_CA}\r\n`, MANY + 1],
    ['lines that a lone carriage return ends', quiet(MANY, '\r'), `${UNKNOWN_CA}\r`, 1],
    ['NUL bytes', `\0\0${'\0 \0'.repeat(200_000)}\n`, `${UNKNOWN_CA}\n`, 2],
    ['a line of 20 MB', `${'x'.repeat(20_000_000)}\n`, `${UNKNOWN_CA}\n`, 2],
    ['no line end at all', `${'word '.repeat(300_000)} `, UNKNOWN_CA, 1],
    ['colours', quiet(MANY), `\x1b[31m\x1b[1m${UNKNOWN_CA}\x1b[0m\n`, MANY + 1],
  ])('%s', (_name, before, error, line) => {
    expect(scan(before, error)[0]).toMatchObject({ code: 'tls-unknown-ca', host: 'registry.example.com', line });
  });

  test('an error in the middle of one endless line', () => {
    expect(scan('x '.repeat(400_000), UNKNOWN_CA, ' y'.repeat(400_000))[0]).toMatchObject({
      code: 'tls-unknown-ca',
      line: 1,
    });
  });

  test('an error far inside a line of a short text', () => {
    expect(scan(`first\n${'x '.repeat(20_000)}${UNKNOWN_CA}`)[0]).toMatchObject({ code: 'tls-unknown-ca', line: 2 });
  });

  test.each([
    ['with a byte order mark', '\uFEFF'],
    ['without one', ''],
  ])('UTF-16 as PowerShell writes it, %s, short and long', (_name, mark) => {
    for (const before of ['one\r\n', quiet(MANY, '\r\n')]) {
      const text = Buffer.from(`${mark}${before}${UNKNOWN_CA}\r\n`, 'utf16le');
      expect(scan(text)[0]).toMatchObject({ code: 'tls-unknown-ca', host: 'registry.example.com' });
      expect(scan(Buffer.from(text).swap16())[0]).toMatchObject({ code: 'tls-unknown-ca' });
    }
  });

  test('bytes that are no UTF-8', () => {
    const wild = Buffer.alloc(600_000, 0xff);
    expect(scan(wild, Buffer.from('\n'), `${UNKNOWN_CA}\n`)[0]).toMatchObject({ code: 'tls-unknown-ca', line: 2 });
  });

  test('nothing at all', () => {
    expect(scan()).toEqual([]);
    expect(scan('', '\n\n')).toEqual([]);
  });
});
