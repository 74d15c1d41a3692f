import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FaultName } from '../../src/lab/catalogue.js';
import type { Report } from '../../src/report/schema.js';
import { CHROMIUM, REASON, startChromium } from './support/chromium.js';
import { openFromDisk } from './support/open.js';
import { labReport, pageOf } from './support/reports.js';

const BROKEN: readonly FaultName[] = [
  'fallback-delay',
  'tls-unknown-ca',
  'auth-token-realm-unreachable',
  'dns-nxdomain',
];
const COUNT = 1000;
/** A page larger than this can't be mailed around. */
const MAX_BYTES = 3_000_000;

describe.skipIf(CHROMIUM === null)(`a page of 1,000 references${REASON}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startChromium();
  });
  afterAll(() => browser?.close());

  test('every cause with its count first, every reference by name, the ill ones folded, and what is left out is said', async () => {
    const healthy = await labReport('healthy-https');
    const ill = await Promise.all(BROKEN.map(labReport));
    const reports = Array.from({ length: COUNT }, (_, index): Report => {
      const report = index % 10 === 0 ? (ill[(index / 10) % ill.length] ?? healthy) : healthy;
      return { ...report, reference: { ...report.reference, input: `registry-${index}.example.com/app:1` } };
    });
    const html = pageOf(...reports);
    expect(Buffer.byteLength(html)).toBeLessThan(MAX_BYTES);
    const { page, complaints } = await openFromDisk(browser, html);
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(
      '1000 references: 75 broken, 25 degraded, 900 ok',
    );
    const rows = await page.locator('.causes tbody tr').allInnerTexts();
    expect(rows.map((row) => row.replace(/\s+/g, ' ').trim().split(' ').slice(0, 3).join(' '))).toEqual([
      'broken tls-unknown-ca 25',
      'broken auth-token-realm-unreachable 25',
      'broken dns-nxdomain 25',
      'degraded fallback-delay 25',
      'ok 900 buildah:',
    ]);
    for (let index = 0; index < COUNT; index += 10)
      if (!html.includes(`registry-${index}.<wbr>example`)) expect.fail(`registry-${index} is not named`);
    const folded = page.locator('.sec-each > details');
    expect(await folded.count()).toBe(20);
    expect(await page.locator('.sec-each').innerText()).toContain('20 of 1000 are shown in full');
    await folded.last().locator('summary').first().click();
    expect(await folded.last().locator('text.in-bar').isVisible()).toBe(true);
    expect(complaints).toEqual([]);
  });
});
