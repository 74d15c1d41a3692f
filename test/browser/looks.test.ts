import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FaultName } from '../../src/lab/catalogue.js';
import { everything } from '../report/html/support.js';
import { graveFaults } from './support/axe.js';
import { CHROMIUM, REASON, startChromium } from './support/chromium.js';
import { DESK, openFromDisk, overflow, PHONE, unfold } from './support/open.js';
import { labReport, pageOf } from './support/reports.js';

const CASES: readonly FaultName[] = [
  'fallback-delay',
  'tls-unknown-ca',
  'auth-token-realm-unreachable',
  'dns-nxdomain',
  'proxy-misconfigured',
  'healthy-https',
];
const WINDOWS = [
  { size: DESK, colorScheme: 'light', axe: true },
  { size: PHONE, colorScheme: 'dark', axe: true },
  { size: PHONE, colorScheme: 'light', axe: false },
  { size: DESK, colorScheme: 'dark', axe: false },
] as const;

describe.skipIf(CHROMIUM === null)(`a report opened from disk${REASON}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startChromium();
  });
  afterAll(() => browser?.close());

  async function looksRight(html: string): Promise<void> {
    const { page, complaints, requests } = await openFromDisk(browser, html);
    for (const { size, colorScheme, axe } of WINDOWS) {
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme });
      await unfold(page, false);
      expect(await overflow(page), `${size.width} ${colorScheme}`).toBe(0);
      await unfold(page, true);
      expect(await overflow(page), `${size.width} ${colorScheme}, unfolded`).toBe(0);
      if (axe) expect(await graveFaults(page), `${size.width} ${colorScheme}`).toEqual([]);
    }
    expect(complaints).toEqual([]);
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatch(/^file:/);
  }

  test.each(CASES)(
    '%s, light and dark, on phone and desk: nothing is cut, nothing complains, nothing is loaded, axe-core finds nothing grave',
    async (name) => {
      await looksRight(pageOf(await labReport(name)));
    },
  );

  test('a report in which every part is there: the same', async () => {
    await looksRight(pageOf(everything()));
  });

  test('many: the same', async () => {
    await looksRight(pageOf(...(await Promise.all(CASES.map(labReport)))));
  });

  test('the first window of a desk shows verdict, cause, wasted time and the whole block to paste', async () => {
    const { page } = await openFromDisk(browser, pageOf(await labReport('fallback-delay')));
    expect(await page.locator('.verdict .cause').innerText()).toBe('fallback-delay');
    for (const shown of ['.verdict .cause', 'text.in-bar', '.sec-fix .paste']) {
      const { y, height } = (await page.locator(shown).first().boundingBox()) ?? { y: 0, height: 9999 };
      expect(y + height, shown).toBeLessThan(DESK.height);
    }
    expect(await page.getByRole('button', { name: /Copy/ }).first().isVisible()).toBe(true);
  });

  test('on a phone the block to paste comes right after the verdict', async () => {
    const { page } = await openFromDisk(browser, pageOf(await labReport('fallback-delay')), { viewport: PHONE });
    const top = async (name: string) => (await page.getByRole('heading', { name }).boundingBox())?.y ?? 0;
    expect(await top('What to do')).toBeLessThan(PHONE.height);
    expect(await top('What to do')).toBeLessThan(await top('Where the time goes'));
  });

  test('before and after stand on one time line: thirty seconds against a sliver', async () => {
    const { page } = await openFromDisk(browser, pageOf(await labReport('fallback-delay')));
    const bars = page.locator('.waterfall rect');
    const widths = await bars.evaluateAll((all) =>
      all.map(
        (bar) => (bar as unknown as { getBoundingClientRect(): { width: number } }).getBoundingClientRect().width,
      ),
    );
    expect(await page.locator('.waterfall').count()).toBe(2);
    expect(Math.max(...widths)).toBeGreaterThan(100);
    expect(widths.filter((width) => width > 10)).toHaveLength(1);
    expect(await page.locator('.waterfall caption').allInnerTexts()).toEqual([
      expect.stringMatching(/^Now: buildah .* slow, 30\.\d s, 30\.0 s of it wasted/),
      expect.stringMatching(/^After the fix: ok, \d+ ms/),
    ]);
  });

  test('the broken link of the path is crossed out and said', async () => {
    const { page } = await openFromDisk(browser, pageOf(await labReport('auth-token-realm-unreachable')));
    const broken = page.locator('.h-broken');
    expect(await broken.innerText()).toMatch(/broken: refused\s+address\s+127\.0\.\d+\.\d+:5444/);
    expect(await broken.locator('.cross').count()).toBe(1);
    expect(await page.locator('.h-unreached').innerText()).toMatch(
      /not reached\s+token realm\s+https:\/\/auth\.lab\.internal:5444/,
    );
  });
});
