import { describe, expect, test } from 'vitest';
import type { ReportAttempt, ReportClient } from '../../../src/report/schema.js';
import { cellsOf } from '../../../src/report/text/cells.js';
import { styleOf } from '../../../src/report/text/style.js';
import { waterfallLines } from '../../../src/report/text/waterfall.js';
import { anAttempt, aReport } from '../a-report.js';

const PART = { method: null, url: null, status: null } as const;
const LONG = 'a-very-long-name-of-a-registry.'.repeat(8);
const client = (attempts: ReportAttempt[], more: Partial<ReportClient> = {}): ReportClient => {
  const [first] = aReport().clients;
  if (first === undefined) throw new Error('no client');
  return { ...first, attempts, ...more };
};
const drawn = (
  walk: ReportClient,
  width: number,
  unicode = true,
  verbose = false,
  after: ReportClient | null = null,
) => {
  const options = { color: false, unicode, width, verbose };
  return waterfallLines(walk, after, styleOf(options), options);
};
/** Column of the first cell of a bar. */
const columnOf = (line: string): number => /[░█▏]/.exec(line)?.index ?? -1;

describe('the waterfall on a terminal', () => {
  test('bars stand at their place on one scale, which is said once', () => {
    const [seed] = aReport().clients;
    if (seed === undefined) throw new Error('no client');
    const [ruler = '', tcp = '', , , http = '', manifest = ''] = drawn(seed, 80);
    expect(ruler.trim()).toBe('0             30.1 s ░ brought nothing');
    expect(columnOf(tcp)).toBe(ruler.indexOf('0'));
    expect(columnOf(http)).toBe(ruler.indexOf('0') + 19);
    expect(http).toContain('  20 ms ');
    expect(manifest).toContain('  30 ms ');
  });

  test.each([
    [80, true],
    [80, false],
    [120, true],
    [120, false],
  ])('columns stand below each other at %i, Unicode: %s; nothing is wider', (width, unicode) => {
    const hostile = client(
      [
        anAttempt({ id: 1, url: `https://${LONG}test/v2/`, outcome: 'tcp-timeout', status: null, ms: 30_000 }),
        anAttempt({ ...PART, id: 2, parent: 1, step: 'dns', url: '登録.'.repeat(60), address: '10.0.0.53', ms: 7 }),
        anAttempt({
          ...PART,
          id: 3,
          parent: 1,
          step: 'tcp',
          startMs: 7,
          ms: 29_993,
          address: '[2001:db8:ffff:ffff:ffff:ffff:ffff:ffff]:65535',
          outcome: 'tcp-timeout',
          detail: `dial tcp ${LONG}: i/o timeout`,
          wasted: true,
        }),
        anAttempt({ ...PART, id: 4, step: 'wait', startMs: 30_000, ms: 2000, detail: '🐳 '.repeat(80), wasted: true }),
        anAttempt({ id: 5, step: 'manifest', url: `http://r/v2/${LONG}/manifests/1`, startMs: 32_000, ms: 1e9 }),
      ],
      { predictedMs: 1e9, says: LONG.slice(0, 60), outcome: 'fail' },
    );
    const lines = drawn(hostile, width, unicode);
    for (const line of lines) expect(cellsOf(line), line).toBeLessThanOrEqual(width);
    const layers = lines.flatMap(
      (line) => /^ {2}\S (?:ok|failed|waits|not sent) .*?[ ░█▏|#-]{16} (dns|tcp|wait|http|manifest) /.exec(line) ?? [],
    );
    expect(layers.filter((_, index) => index % 2 === 1)).toEqual(['dns', 'tcp', 'http', 'wait', 'manifest']);
    const columns = lines.flatMap((line) => / (?:dns|tcp|wait|http|manifest) /.exec(line)?.index ?? []);
    expect(new Set(columns).size).toBe(1);
  });

  test('a host is told where it changes, and paths do for the rest', () => {
    const lines = drawn(
      client([
        anAttempt({ id: 1, url: 'https://r.test/v2/', status: 401 }),
        anAttempt({ id: 2, step: 'token', url: 'https://auth.test/token', startMs: 20 }),
        anAttempt({ id: 3, step: 'manifest', url: 'https://r.test/v2/app/manifests/1', startMs: 40 }),
        anAttempt({ id: 4, step: 'blob', url: 'https://r.test/v2/app/blobs/sha256:1', startMs: 60 }),
      ]),
      120,
    ).join('\n');
    expect(lines).toContain('GET https://r.test/v2/ (401)');
    expect(lines).toContain('GET https://auth.test/token (200)');
    expect(lines).toContain('GET https://r.test/v2/app/manifests/1 (200)');
    expect(lines).toContain(' GET /v2/app/blobs/sha256:1 (200)');
  });

  test('rounds that are not shown have their time on the scale, and are counted', () => {
    const silent = { outcome: 'tcp-timeout', status: null, ms: 1000, wasted: true } as const;
    const rounds = [0, 1, 2].map((retry) => anAttempt({ ...silent, id: retry + 1, retry, startMs: retry * 1000 }));
    const lines = drawn(client(rounds, { predictedMs: 4000 }), 80);
    expect(lines).toHaveLength(3);
    expect(lines[2]).toMatch(/✗ again +3\.0 s {6}░{15} 2 more times by its own retries$/);
  });

  test('the walk with the fix is drawn on the same scale', () => {
    const [before] = aReport().clients;
    if (before === undefined) throw new Error('no client');
    const after = client([anAttempt({ ms: 60 })], { predictedMs: 60, outcome: 'ok' });
    expect(drawn(before, 80, true, false, after).at(-1)).toMatch(/✓ ok +60 ms ▏ {20}with the fix \(before: 30\.1 s\)$/);
  });

  test('what could not be seen has no bar, and no scale is said for it', () => {
    const lines = drawn(client([anAttempt({ outcome: 'unknown', status: null, ms: 0 })], { predictedMs: 0 }), 80);
    expect(lines).toEqual([expect.stringMatching(/^ {2}\? unknown +http GET https:\/\/registry\.example.*\/v2\/$/)]);
  });

  test('--verbose cuts nothing', () => {
    const walk = client([anAttempt({ url: `https://${LONG}test/v2/`, proxy: 'http://proxy:3128 (HTTPS_PROXY)' })]);
    expect(drawn(walk, 80, true, true).join('\n')).toContain(
      `GET https://${LONG}test/v2/ (200) through http://proxy:3128 (HTTPS_PROXY)`,
    );
  });
});
