import { describe, expect, test } from 'vitest';
import type { Match } from '../../src/explain/match.js';
import { RECOGNISERS } from '../../src/explain/recognisers/catalogue.js';
import { Scanner } from '../../src/explain/scanner.js';
import { FOREIGN_LOGS, foreignLog } from './foreign/logs.js';

/** The whole 200 MB go through the command in test/live. */
const LOG_BYTES = 3_000_000;
/** Below what is read as one piece. */
const WHOLE_BYTES = 200_000;

function explained(blocks: Iterable<Uint8Array>): readonly Match[] {
  const scanner = new Scanner(RECOGNISERS);
  for (const block of blocks) scanner.push(block);
  return scanner.end();
}

describe.each(Object.entries(FOREIGN_LOGS))('%s', (_name, lines) => {
  test('a log of it has no match', () => {
    expect(explained(foreignLog([lines], LOG_BYTES, 1))).toEqual([]);
  });

  test.each([1, 2, 3])('a part of a log is no problem of a registry, part %i', (seed) => {
    const [block = Buffer.alloc(0)] = foreignLog([lines], WHOLE_BYTES, seed);
    const part = block.subarray(0, WHOLE_BYTES);
    expect(explained([part]).filter(({ code }) => code !== 'not-a-registry-problem')).toEqual([]);
  });
});

test('a real problem in the middle of it is found', () => {
  const scanner = new Scanner(RECOGNISERS);
  const lines = Object.values(FOREIGN_LOGS);
  for (const block of foreignLog(lines, LOG_BYTES, 2)) scanner.push(block);
  scanner.push(
    Buffer.from(
      'Error response from daemon: Get "https://registry.example.com/v2/": x509: certificate signed by unknown authority\n',
    ),
  );
  for (const block of foreignLog(lines, LOG_BYTES, 3)) scanner.push(block);
  expect(scanner.end()[0]).toMatchObject({ code: 'tls-unknown-ca', host: 'registry.example.com', count: 1 });
});
