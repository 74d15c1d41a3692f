import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pasteLines } from '../../src/report/text/paste.js';
import { CHROMIUM, REASON, startChromium } from './support/chromium.js';
import { openFromDisk } from './support/open.js';
import { labReport, pageOf } from './support/reports.js';

const GRANTED = { permissions: ['clipboard-read', 'clipboard-write'] };

describe.skipIf(CHROMIUM === null)(`the button that copies${REASON}`, () => {
  let browser: Browser;
  let wanted = '';
  beforeAll(async () => {
    browser = await startChromium();
    const fix = (await labReport('fallback-delay')).findings[0]?.fixes[0];
    if (fix === undefined) throw new Error('the lab has lost its fix');
    wanted = (pasteLines(fix, '/') ?? []).join('\n');
    expect(wanted).toContain("<<'REGDOCTOR_EOF'\n[[registry]]\n");
  });
  afterAll(() => browser?.close());

  const clipboard = (page: Page) => page.evaluate('navigator.clipboard.readText()');
  /** A page of its own reads the clipboard where the report has none. */
  async function clipboardBeside(context: BrowserContext): Promise<unknown> {
    const beside = await context.newPage();
    await beside.goto('file:///');
    await beside.bringToFront();
    return clipboard(beside);
  }
  const emptied = async (page: Page) => page.evaluate("navigator.clipboard.writeText('')");

  test('puts exactly what the text report prints into the clipboard, and says so', async () => {
    const { page, complaints } = await openFromDisk(browser, pageOf(await labReport('fallback-delay')), GRANTED);
    await emptied(page);
    const button = page.getByRole('button', { name: 'Copy the lines for buildah' }).first();
    await button.click();
    await expect.poll(() => page.getByRole('status').innerText()).toBe('Copied to the clipboard.');
    expect(await clipboard(page)).toBe(wanted);
    expect(await page.locator('button .label').first().innerText()).toBe('Copied');
    expect(complaints).toEqual([]);
  });

  test('is reached by the Tab key and works by Enter; what has the focus is outlined', async () => {
    const { page } = await openFromDisk(browser, pageOf(await labReport('fallback-delay')), GRANTED);
    await emptied(page);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the fix');
    expect(await page.evaluate('document.activeElement.getBoundingClientRect().top')).toBeGreaterThan(0);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.dataset.copy')).toBe('cure-1');
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByRole('status').innerText()).toBe('Copied to the clipboard.');
    expect(await clipboard(page)).toBe(wanted);
  });

  test('works without navigator.clipboard, as some browsers have none for files', async () => {
    const { page, context, complaints } = await openFromDisk(
      browser,
      pageOf(await labReport('fallback-delay')),
      GRANTED,
      (own) =>
        own.addInitScript(
          "if (location.pathname !== '/') Object.defineProperty(navigator, 'clipboard', { value: undefined })",
        ),
    );
    await page.getByRole('button', { name: /Copy/ }).first().click();
    await expect.poll(() => page.getByRole('status').innerText()).toBe('Copied to the clipboard.');
    expect(await clipboardBeside(context)).toBe(wanted);
    expect(complaints).toEqual([]);
  });

  test('where nothing may be copied, the lines are selected and that is said', async () => {
    const { page } = await openFromDisk(browser, pageOf(await labReport('fallback-delay')), {}, (own) =>
      own.addInitScript(
        "Object.defineProperty(navigator, 'clipboard', { value: undefined }); document.execCommand = () => false",
      ),
    );
    await page.getByRole('button', { name: /Copy/ }).first().click();
    await expect.poll(() => page.getByRole('status').innerText()).toContain('The lines are selected');
    expect(await page.evaluate('getSelection().toString()')).toBe(wanted);
  });
});
