import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CHROMIUM, REASON, startChromium } from './support/chromium.js';
import { openFromDisk } from './support/open.js';
import { PICTURES, savedLabReport } from './support/pictures.js';
import { pageOf } from './support/reports.js';
import { smallPng } from './support/small-png.js';

const DIRECTORY = fileURLToPath(new URL('../../docs/pictures/', import.meta.url));
const PAGE = readFileSync(new URL('../../docs/html.md', import.meta.url), 'utf8');
/** `npm run pictures` takes them anew. */
const TAKES = process.env['REGDOCTOR_PICTURES'] === '1';
const MAX_BYTES = 200_000;
/** Other fonts fold lines elsewhere; a page that changed more than this needs a new picture. */
const MAX_CHANGE = 0.12;

describe.skipIf(CHROMIUM === null)(`pictures of the documentation${REASON}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startChromium();
  });
  afterAll(() => browser?.close());

  test.each(PICTURES)('$name shows the page as it is now, and what is said of it', async (picture) => {
    const { name, reports, viewport, colorScheme, isWhole, shows } = picture;
    const { page } = await openFromDisk(browser, pageOf(...reports.map(savedLabReport)), { viewport, colorScheme });
    const file = `${DIRECTORY}${name}.png`;
    const shot = await page.screenshot({ fullPage: isWhole });
    if (TAKES) {
      mkdirSync(DIRECTORY, { recursive: true });
      writeFileSync(file, smallPng(shot));
    }
    const kept = readFileSync(file);
    const text = await page.locator('main').innerText();
    for (const words of shows) expect(text).toContain(words);
    expect(kept.length).toBeLessThan(MAX_BYTES);
    const [now, then] = [sizeOf(shot), sizeOf(kept)];
    expect(then.width).toBe(viewport.width);
    expect(Math.abs(now.height - then.height) / now.height, 'npm run pictures').toBeLessThan(MAX_CHANGE);
    expect(PAGE).toContain(`](pictures/${name}.png)`);
  });
});

/** Width and height stand in the first chunk of a PNG. */
function sizeOf(png: Buffer): { width: number; height: number } {
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20) };
}
