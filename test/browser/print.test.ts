import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FaultName } from '../../src/lab/catalogue.js';
import { CHROMIUM, REASON, startChromium } from './support/chromium.js';
import { openFromDisk } from './support/open.js';
import { labReport, pageOf } from './support/reports.js';

const A4_AT_96_DPI = { width: 794, height: 1123 };

describe.skipIf(CHROMIUM === null)(`a printed report${REASON}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startChromium();
  });
  afterAll(() => browser?.close());

  test.each<FaultName>(['fallback-delay', 'auth-token-realm-unreachable', 'healthy-https'])(
    '%s fits on one page of A4',
    async (name) => {
      const { page } = await openFromDisk(browser, pageOf(await labReport(name)));
      const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
      expect(pdf.match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1);
      const [, width, height] = /\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf) ?? [];
      expect([Math.round(Number(width)), Math.round(Number(height))]).toEqual([595, 842]);
    },
  );

  test('shows what a finding rests on, and nothing to press', async () => {
    const report = await labReport('fallback-delay');
    const { page } = await openFromDisk(browser, pageOf(report), { viewport: A4_AT_96_DPI, colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await page.getByText(report.findings[0]?.evidence[0]?.text ?? '').isVisible()).toBe(true);
    expect(await page.locator('button').first().isVisible()).toBe(false);
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
  });
});
