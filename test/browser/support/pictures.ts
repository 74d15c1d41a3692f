import { readFileSync } from 'node:fs';
import { rediagnose } from '../../../src/check/rediagnose.js';
import { parseSavedReport } from '../../../src/check/saved-report.js';
import type { Report } from '../../../src/report/schema.js';
import { DESK, PHONE } from './open.js';

/** A picture of the documentation: saved reports of labs as a window shows them. */
export interface Picture {
  /** `docs/pictures/NAME.png`. */
  readonly name: string;
  /** Of `test/golden/reports`: what was seen on loopback, with steady times. */
  readonly reports: readonly string[];
  readonly colorScheme: 'light' | 'dark';
  readonly viewport: { readonly width: number; readonly height: number };
  /** True: down to the end of the page; false: what the window shows at first. */
  readonly isWhole: boolean;
  /** What `docs/html.md` says that it shows. */
  readonly shows: readonly string[];
}

export const PICTURES: readonly Picture[] = [
  {
    name: 'fallback-delay-desk',
    reports: ['fallback-delay'],
    colorScheme: 'light',
    viewport: DESK,
    isWhole: true,
    shows: ['30.0 s wasted', 'After the fix:', 'REGDOCTOR_EOF', 'broken: no answer'],
  },
  {
    name: 'fallback-delay-phone',
    reports: ['fallback-delay'],
    colorScheme: 'light',
    viewport: { ...PHONE, height: 812 },
    isWhole: false,
    shows: ['every pull waits 30 s', 'What to do', 'REGDOCTOR_EOF'],
  },
  {
    name: 'token-realm-desk',
    reports: ['auth-token-realm-unreachable'],
    colorScheme: 'dark',
    viewport: DESK,
    isWhole: true,
    shows: ['token realm', 'broken: refused', 'by the client’s own retries'],
  },
  {
    name: 'many-desk',
    reports: ['fallback-delay', 'tls-unknown-ca', 'auth-token-realm-unreachable', 'dns-nxdomain', 'healthy'],
    colorScheme: 'light',
    viewport: DESK,
    isWhole: true,
    shows: ['5 references: 3 broken, 1 degraded, 1 ok', 'tls-unknown-ca'],
  },
];

const REPORTS = new URL('../../golden/reports/', import.meta.url);
const VERSION = (
  JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as { version: string }
).version;

/** A saved report, diagnosed with today's rules. */
export function savedLabReport(name: string): Report {
  const saved = parseSavedReport(readFileSync(new URL(`${name}.json`, REPORTS), 'utf8'));
  if (!saved.ok) throw new Error(saved.message);
  const report = rediagnose(saved.report);
  return { ...report, tool: { ...report.tool, version: VERSION } };
}
