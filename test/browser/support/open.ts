import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { onTestFinished } from 'vitest';

export const PHONE = { width: 375, height: 667 } as const;
export const DESK = { width: 1280, height: 800 } as const;

/** A page as it was opened from disk, and what went wrong on it. */
export interface Opened {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors and warnings of the console, uncaught errors, dialogs, breaches of the page's policy. */
  readonly complaints: string[];
  /** Every URL that was asked for. */
  readonly requests: string[];
}

/** Writes the page to a file and opens it there; file and window are gone when the test ends. */
export async function openFromDisk(
  browser: Browser,
  html: string,
  options: BrowserContextOptions = {},
  before: (context: BrowserContext) => Promise<unknown> = async () => undefined,
): Promise<Opened> {
  const directory = mkdtempSync(join(tmpdir(), 'regdoctor-page-'));
  const context = await browser.newContext({ viewport: DESK, ...options });
  onTestFinished(async () => {
    await context.close();
    rmSync(directory, { recursive: true, force: true });
  });
  await before(context);
  await context.addInitScript(
    "addEventListener('securitypolicyviolation', (event) => console.error('policy: ' + event.violatedDirective))",
  );
  const page = await context.newPage();
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => requests.push(request.url()));
  const path = join(directory, 'report.html');
  writeFileSync(path, html);
  await page.goto(pathToFileURL(path).href);
  return { page, context, complaints, requests };
}

/** Pixels that the page is wider than its window. */
export async function overflow(page: Page): Promise<number> {
  return Number(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'));
}

/** Opens every folded part, or folds them all. */
export async function unfold(page: Page, open: boolean): Promise<void> {
  await page.evaluate(`for (const part of document.querySelectorAll('details')) part.open = ${open}`);
}
