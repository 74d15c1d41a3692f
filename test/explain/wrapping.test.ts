import { describe, expect, test } from 'vitest';
import { judgeLines, matchesOf } from '../../src/explain/explain.js';
import type { Match } from '../../src/explain/match.js';
import { RECOGNISERS } from '../../src/explain/recognisers/catalogue.js';

const IMAGE = 'registry.example.com/team/app:1.2';
const INNER = `failed to pull and unpack image "${IMAGE}": failed to resolve reference "${IMAGE}": failed to do request: Head "https://registry.example.com/v2/team/app/manifests/1.2": tls: failed to verify certificate: x509: certificate signed by unknown authority`;
const ESCAPED = INNER.replaceAll('"', '\\"');

function inPieces(text: string, size: number): string[] {
  return Array.from({ length: Math.ceil(text.length / size) }, (_, index) =>
    text.slice(index * size, (index + 1) * size),
  );
}

function folded(text: string, width: number): string[] {
  const lines: string[] = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line.length + word.length > width) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines;
}

const WRAPPED: readonly (readonly [where: string, text: string])[] = [
  ['nothing', INNER],
  ['a kubelet event', `Failed to pull image "${IMAGE}": rpc error: code = Unknown desc = ${INNER}`],
  [
    'a table of kubectl describe',
    `  Warning  Failed     12s (x3 over 1m)  kubelet            Failed to pull image "${IMAGE}": rpc error: code = Unknown desc = ${INNER}`,
  ],
  [
    'a line of kubectl get events',
    `2m57s       Warning   Failed   pod/app-1   Failed to pull image "${IMAGE}": ${INNER}`,
  ],
  [
    'events as JSON',
    JSON.stringify({ kind: 'Event', message: `Failed to pull image "${IMAGE}": ${INNER}`, reason: 'Failed' }),
  ],
  ['JSON in JSON', JSON.stringify({ log: JSON.stringify({ level: 'error', msg: INNER }) })],
  [
    'a journal line of containerd',
    `Jan 01 00:00:00 node-1 containerd[4711]: time="2026-01-01T00:00:00.000000000Z" level=error msg="PullImage \\"${IMAGE}\\" failed" error="${ESCAPED}"`,
  ],
  [
    'klog',
    `E0101 00:00:00.000000    1234 remote_image.go:180] "PullImage from image service failed" err="rpc error: code = Unknown desc = ${ESCAPED}" image="${IMAGE}"`,
  ],
  [
    'logfmt',
    `time="2026-01-01T00:00:00Z" level=fatal msg="pulling image: rpc error: code = Unknown desc = ${ESCAPED}"`,
  ],
  [
    'logfmt in logfmt',
    `level=info msg="time=\\"2026-01-01T00:00:00Z\\" level=error msg=\\"${ESCAPED.replaceAll('\\', '\\\\\\')}\\""`,
  ],
  ['docker compose', `agent-1  | 2026-01-01T00:00:00Z ERR ${INNER}`],
  ['GitHub Actions', `2026-01-01T00:00:00.0000000Z ##[error]${INNER}`],
  ['GitLab CI', `2026-01-01T00:00:00.000000Z 01O \x1b[31;1mERROR: ${INNER}\x1b[0;m`],
  ['BuildKit', `#3 ERROR: ${INNER}`],
  ['colours within', INNER.replace('x509', '\x1b[1m\x1b[31mx509\x1b[0m')],
  [
    'a box',
    inPieces(`Warning  Failed  kubelet  Failed to pull image "${IMAGE}": ${INNER}`, 150)
      .map((line) => `│ ${line.padEnd(150)} │`)
      .join('\n'),
  ],
  ['a terminal of 150 columns', inPieces(INNER, 150).join('\n')],
  [
    'folded YAML',
    [
      '      message: >-',
      ...folded(`Failed to pull image "${IMAGE}": ${INNER}`, 120).map((line) => `        ${line}`),
    ].join('\n'),
  ],
  ['Windows line ends', `${INNER}\r`],
  ['an escape of Go', JSON.stringify(INNER).slice(1, -1)],
];

function explained(text: string): Match | undefined {
  return matchesOf(judgeLines(text.split('\n'), RECOGNISERS))[0];
}

describe('the same error is the same, whatever it is wrapped in', () => {
  test.each(WRAPPED)('%s', (_where, text) => {
    expect(explained(text)).toMatchObject({
      code: 'tls-unknown-ca',
      reference: IMAGE,
      host: 'registry.example.com',
    });
  });

  test('an event that is cut after 1,024 bytes still says what it can', () => {
    const long = `Failed to pull image "${IMAGE}": rpc error: code = Unknown desc = ${'failed to resolve reference: '.repeat(40)}`;
    expect(explained(`${long.slice(0, 960)} x509: certificate signed by unknown auth`)?.code).toBe('tls-unknown-ca');
  });
});
