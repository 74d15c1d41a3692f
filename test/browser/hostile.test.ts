import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cleanDeep } from '../../src/report/clean-deep.js';
import type { Report } from '../../src/report/schema.js';
import { everything } from '../report/html/support.js';
import { CHROMIUM, REASON, startChromium } from './support/chromium.js';
import { openFromDisk, overflow, PHONE, unfold } from './support/open.js';
import { pageOf } from './support/reports.js';

const PAYLOADS = [
  '<script>globalThis.hacked = 1</script>',
  '"><img src=x onerror="globalThis.hacked=1">',
  "'><svg onload=globalThis.hacked=1>",
  '</style></script></textarea><iframe src="https://example.com"></iframe>',
  'javascript:globalThis.hacked=1',
  '\u202Eright to left\u2066 and\u0000 controls \u001b[31m',
  '&lt;b&gt;',
  '--><script>globalThis.hacked = 1</script><!--',
];
/** Words that the schema fixes; anything else in a report can be another's. */
const FIXED = new Set([
  'pull',
  'push',
  'ok',
  'slow',
  'fail',
  'unknown',
  'broken',
  'degraded',
  'error',
  'warning',
  'info',
  'yes',
  'no',
  'pod',
  'node',
  'write',
  'replayed',
  'hypothetical',
  'exact',
  'atLeast',
  'run',
  'program',
  'by Kubernetes',
  'privileged',
  'works',
  'fails',
  'bud',
  'vfs',
  'buildah',
  'docker',
  'noticed',
  'host',
  'server',
  'ping',
  'dns',
  'tcp',
  'wait',
  'manifest',
]);

describe.skipIf(CHROMIUM === null)(`a report written by an enemy${REASON}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startChromium();
  });
  afterAll(() => browser?.close());

  async function isHarmless(...reports: Report[]): Promise<void> {
    const html = pageOf(...reports);
    expect(html).not.toMatch(/[^\P{C}\n]/u);
    const { page, complaints, requests } = await openFromDisk(browser, html, { viewport: PHONE });
    await unfold(page, true);
    expect(await page.evaluate('globalThis.hacked')).toBeUndefined();
    expect(
      await page.evaluate("document.querySelectorAll('img, iframe, object, embed, form, link, base').length"),
    ).toBe(0);
    expect(await page.evaluate("document.querySelectorAll('script').length")).toBe(1);
    expect(
      await page.evaluate(
        "[...document.querySelectorAll('*')].flatMap((each) => [...each.attributes]).filter(({ name }) => name === 'style' || name.startsWith('on')).length",
      ),
    ).toBe(0);
    expect(
      await page.evaluate(
        "[...document.querySelectorAll('a')].filter((link) => !link.getAttribute('href').startsWith('#')).length",
      ),
    ).toBe(0);
    expect(await overflow(page)).toBe(0);
    expect(complaints).toEqual([]);
    expect(requests).toHaveLength(1);
  }

  test('tags, handlers, javascript: and characters that turn letters around, in every text', async () => {
    for (const payload of PAYLOADS)
      await isHarmless(cleanDeep(everything(), (text) => (FIXED.has(text) ? text : `${payload}${text}${payload}`)));
  });

  test('the same on a page of many', async () => {
    const report = cleanDeep(everything(), (text) => (FIXED.has(text) ? text : `${PAYLOADS.join('')}${text}`));
    await isHarmless(report, { ...report, verdict: 'broken' });
  });

  test('10,000 findings, attempts, fixes and clients, and a megabyte of one letter: bounded, and what is left out is counted', async () => {
    const report = everything();
    const times = <Entry>(entries: readonly Entry[], count: number): Entry[] =>
      Array.from({ length: count }, () => entries[0] as Entry);
    const [client] = report.clients;
    const [finding] = report.findings;
    if (client === undefined || finding === undefined) throw new Error('nothing to repeat');
    const huge = 'x'.repeat(1_000_000);
    const fix = { ...finding.fixes[0], commands: [huge] } as (typeof finding.fixes)[number];
    const many: Report = {
      ...report,
      summary: huge,
      clients: [
        {
          ...client,
          attempts: times(client.attempts, 10_000).map((attempt, id) => ({
            ...attempt,
            id,
            url: `https://${id}.example.com/${huge.slice(0, 1000)}`,
          })),
        },
        ...Array.from({ length: 1_000 }, (_, index) => ({ ...client, client: `c${index}`, predictedMs: index })),
      ],
      findings: [{ ...finding, fixes: times([fix], 1_000) }, ...times([finding], 10_000)],
      unknown: times(report.unknown, 10_000),
      notes: times(report.notes, 10_000),
    };
    const html = pageOf(many);
    expect(html.length).toBeLessThan(1_500_000);
    for (const words of [
      '9940 more steps',
      '9971 more findings',
      '980 more walks',
      '994 more fixes',
      '9992 more hosts',
      '9970 more',
      'characters are too many',
    ])
      if (!html.includes(words))
        expect.fail(`the page does not say: ${words}; it says ${html.match(/… \d+ more \w*/g)}`);
    await isHarmless(many);
  });
});
