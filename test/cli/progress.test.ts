import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test, vi } from 'vitest';
import { progress } from '../../src/cli/progress.js';
import { waitingLine, waitingLines } from '../../src/cli/progress-lines.js';
import type { TcpFact } from '../../src/facts/facts.js';
import type { FactKey } from '../../src/facts/keys.js';

const tcp = (port: number): FactKey => ({ kind: 'tcp', address: '10.0.0.7', port });
const dns = (name: string): FactKey => ({ kind: 'dns', name, type: 'A', server: '10.0.0.53' }) as FactKey;
const CONNECTED = { kind: 'tcp', outcome: 'connected', ms: 1 } as unknown as TcpFact;

/** A stream that keeps what is written, as standard error of this kind. */
function stream(isTTY: boolean) {
  const pipe = new PassThrough();
  let written = '';
  pipe.on('data', (piece) => {
    written += piece;
  });
  const terminal = { isTTY, columns: 100, clearLine: () => true, cursorTo: () => true, moveCursor: () => true };
  return { stream: Object.assign(pipe, terminal) as unknown as NodeJS.WriteStream, written: () => written };
}

describe('what a check waits for', () => {
  test('says until when, and how much of that is left', () => {
    const limits = { stepMs: 5000, untilMs: 20_000 };
    expect(waitingLines([{ key: tcp(443), sinceMs: 1000 }], 3100, limits)).toEqual([
      'waiting for TCP 10.0.0.7:443, 5 s at most, 3 s left',
    ]);
    // The whole check ends before this probe would.
    expect(waitingLines([{ key: tcp(443), sinceMs: 18_000 }], 18_500, limits)).toEqual([
      'waiting for TCP 10.0.0.7:443, 2 s at most, 2 s left',
    ]);
    expect(waitingLines([{ key: tcp(443), sinceMs: 0 }], 60_000, limits)[0]).toContain(', 0 s left');
  });

  test('a few lines at most, and the rest counted', () => {
    const waiting = [80, 443, 5000, 5443, 8080].map((port) => ({ key: tcp(port), sinceMs: 0 }));
    expect(waitingLines(waiting, 0, {})).toEqual([
      'waiting for TCP 10.0.0.7:80',
      'waiting for TCP 10.0.0.7:443',
      'waiting for TCP 10.0.0.7:5000',
      'and for 2 more',
    ]);
    expect(waitingLine(waiting)).toBe('waiting for TCP 10.0.0.7:80, TCP 10.0.0.7:443, TCP 10.0.0.7:5000 and 2 more');
  });

  test('names out of answers do nothing to a terminal', () => {
    expect(waitingLine([{ key: dns('a\u001b[2Jb\nc'), sinceMs: 0 }])).toBe('waiting for DNS ab c at 10.0.0.53');
  });
});

describe('where it is shown', () => {
  test('on a terminal as live lines that are gone at the end', async () => {
    const { stream: terminal, written } = stream(true);
    const shown = progress({ stream: terminal, enabled: true, stepMs: 5000, totalMs: 15_000 });
    shown.onProbe({ key: tcp(443), fact: null });
    shown.onProbe({ key: tcp(80), fact: null });
    shown.onProbe({ key: tcp(80), fact: CONNECTED });
    const words = () => stripVTControlCharacters(written());
    await vi.waitFor(() => expect(words()).toMatch(/waiting for TCP 10\.0\.0\.7:443, 5 s at most, \d s left/), 10_000);
    shown.stop();
    expect(words()).not.toContain('10.0.0.7:80');
    // The cursor is shown again, and nothing comes after.
    const end = written().length;
    expect(written().endsWith('\u001b[?25h')).toBe(true);
    await sleep(600);
    expect(written()).toHaveLength(end);
  });

  test('elsewhere as one plain line, once', async () => {
    const { stream: log, written } = stream(false);
    const shown = progress({ stream: log, enabled: true, stepMs: 5000 });
    shown.onProbe({ key: tcp(443), fact: null });
    await sleep(900);
    shown.stop();
    expect(written()).toBe('waiting for TCP 10.0.0.7:443\n');
  });

  test.each([
    ['nobody wants to know', false, 900],
    ['it is over at once', true, 100],
  ])('nowhere where %s', async (_, enabled, ms) => {
    for (const isTTY of [true, false]) {
      const { stream: any, written } = stream(isTTY);
      const shown = progress({ stream: any, enabled });
      shown.onProbe({ key: tcp(443), fact: null });
      await sleep(ms);
      shown.stop();
      expect(written()).toBe('');
    }
  });
});
