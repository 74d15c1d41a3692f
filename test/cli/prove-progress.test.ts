import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { proveProgress } from '../../src/cli/prove-progress.js';

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

describe('what is seen while the real programs run', () => {
  test('no terminal: one plain line for each program', async () => {
    const { stream: errors, written } = stream(false);
    const shown = proveProgress({ stream: errors, enabled: true, timeoutMs: 60_000 });
    shown.onProgress('skopeo', { request: null });
    shown.onProgress('skopeo', { request: 'GET https://registry.test/v2/' });
    shown.onProgress('skopeo', 'ended');
    shown.stop();
    await sleep(10);
    expect(written()).toBe('running skopeo for real, for at most 60 s\n');
  });

  test('a terminal: what runs, since when, until when, and its last request', async () => {
    const { stream: terminal, written } = stream(true);
    let now = 0;
    const shown = proveProgress({ stream: terminal, enabled: true, timeoutMs: 60_000, now: () => now });
    shown.onProgress('skopeo', { request: null });
    shown.onProgress('buildah', { request: 'GET https://registry.test/v2/' });
    await sleep(300);
    now = 12_000;
    await sleep(400);
    shown.onProgress('skopeo', 'ended');
    await sleep(300);
    shown.stop();
    expect(written()).toContain('skopeo for real, 0 s of at most 60 s: nothing asked yet');
    expect(written()).toContain('buildah for real, 12 s of at most 60 s: GET https://registry.test/v2/');
    expect(written()).toContain('skopeo has ended');
  });

  test('asked for JSON: nothing', async () => {
    const { stream: errors, written } = stream(true);
    const shown = proveProgress({ stream: errors, enabled: false, timeoutMs: 60_000 });
    shown.onProgress('skopeo', { request: null });
    await sleep(50);
    shown.stop();
    expect(written()).toBe('');
  });
});
