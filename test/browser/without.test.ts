import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CHROMIUM, REASON, startChromium } from './support/chromium.js';
import { spreadOfGrey } from './support/grey.js';
import { openFromDisk } from './support/open.js';
import { labReport, pageOf } from './support/reports.js';

describe.skipIf(CHROMIUM === null)(`a report without what many take for given${REASON}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startChromium();
  });
  afterAll(() => browser?.close());

  test('without JavaScript everything is there to be read, and no button that would do nothing', async () => {
    const report = await labReport('fallback-delay');
    const { page } = await openFromDisk(browser, pageOf(report), { javaScriptEnabled: false });
    const text = await page.locator('main').innerText();
    for (const said of [report.summary, 'location = "registry.registry.svc.cluster.local:80"', '30.0 s', 'no answer'])
      expect(text).toContain(said);
    expect(await page.locator('.paste pre').first().isVisible()).toBe(true);
    expect(await page.locator('button').first().isVisible()).toBe(false);
    await page.getByText('How it is known').first().click();
    expect(await page.getByText(report.findings[0]?.evidence[0]?.text ?? '').isVisible()).toBe(true);
  });

  test('without colour wasted time has stripes, and time that was needed has none', async () => {
    const { page } = await openFromDisk(browser, pageOf(await labReport('fallback-delay')));
    const bars = page.locator('.legend rect');
    const wasted = await spreadOfGrey(await browser.newPage(), await bars.nth(2).screenshot());
    const needed = await spreadOfGrey(await browser.newPage(), await bars.nth(1).screenshot());
    expect(wasted).toBeGreaterThan(25);
    expect(needed).toBeLessThan(wasted / 2);
  });

  test('in high contrast the stripes stay', async () => {
    const { page } = await openFromDisk(browser, pageOf(await labReport('fallback-delay')), { forcedColors: 'active' });
    const fill = (selector: string) => page.evaluate(`getComputedStyle(document.querySelector('${selector}')).fill`);
    expect(await fill('.waterfall rect.wasted')).toContain('#hatch');
    expect(await fill('#hatch .hatch-line')).not.toBe(await fill('#hatch .hatch-ground'));
    const bar = await page.locator('.legend rect').nth(2).screenshot();
    expect(await spreadOfGrey(await browser.newPage(), bar)).toBeGreaterThan(25);
  });

  test('without eyes: landmarks, headings in order, tables by name, pictures that say nothing twice', async () => {
    const { page } = await openFromDisk(browser, pageOf(await labReport('fallback-delay')));
    expect(await page.getByRole('main').count()).toBe(1);
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
    expect(await page.getByRole('region').count()).toBeGreaterThan(3);
    const table = page.getByRole('table', { name: /Now: buildah/ });
    expect(await table.getByRole('columnheader').allInnerTexts()).toEqual([
      'Step',
      expect.stringContaining('Time line'),
      'Took',
      'Result',
    ]);
    expect(await table.getByRole('rowheader', { name: 'TCP' }).first().innerText()).toMatch(
      /^TCP\s+127\.0\.\d+\.\d+:443$/,
    );
    expect(await page.locator('svg:not([aria-hidden="true"]):not([role="img"])').count()).toBe(0);
  });
});
