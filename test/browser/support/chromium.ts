import { type Browser, chromium } from 'playwright-core';
import { findProgram } from '../../../src/host/find-program.js';

/** What Chromium is called by distributions. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** Path of the Chromium of this machine, or null: then these tests are skipped, which fails CI. */
export const CHROMIUM: string | null = NAMES.map((name) => findProgram(name)).find((path) => path !== null) ?? null;

/** Why tests are skipped, for their names. */
export const REASON: string = CHROMIUM === null ? ` (skipped: none of ${NAMES.join(', ')} is installed)` : '';

/** Starts Chromium without a window. Its sandbox needs another user than root. */
export function startChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM ?? '',
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-dev-shm-usage'],
  });
}
