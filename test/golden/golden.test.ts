import { readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { rediagnose } from '../../src/check/rediagnose.js';
import { parseSavedReport } from '../../src/check/saved-report.js';
import { cellsOf } from '../../src/report/text/cells.js';
import { pasteLines } from '../../src/report/text/paste.js';
import { renderText } from '../../src/report/text/render.js';
import { printedFixes } from '../conformance/harness/printed-fix.js';
import { CASES } from './cases.js';
import { REPORTS, recordAll } from './record.js';

/** `REGDOCTOR_GOLDEN=record` runs the labs again; `vitest -u` takes what is printed now for good. */
const RECORDS = process.env['REGDOCTOR_GOLDEN'] === 'record';
const SCREEN = { lines: 24, columns: 80 };

const reports = new Map<string, ReturnType<typeof rediagnose>>();
const printed = (name: string, options: { readonly color: boolean; readonly unicode: boolean }): string => {
  const report = reports.get(name) ?? load(name);
  reports.set(name, report);
  return renderText(report, { ...options, width: SCREEN.columns, verbose: false });
};

function load(name: string): ReturnType<typeof rediagnose> {
  const saved = parseSavedReport(readFileSync(new URL(`${name}.json`, REPORTS), 'utf8'));
  if (!saved.ok) throw new Error(saved.message);
  return rediagnose(saved.report);
}

beforeAll(async () => {
  if (RECORDS) await recordAll();
}, 180_000);

describe.each(CASES)('$name, as a terminal of 80 columns shows it', ({ name, cause, fix }) => {
  const plain = () => printed(name, { color: false, unicode: true });

  test.each([
    ['unicode', 'color', { unicode: true, color: true }],
    ['unicode', 'plain', { unicode: true, color: false }],
    ['ascii', 'color', { unicode: false, color: true }],
    ['ascii', 'plain', { unicode: false, color: false }],
  ] as const)('%s, %s: is what was looked at and found good', async (letters, colors, options) => {
    await expect(printed(name, options)).toMatchFileSnapshot(`printed/${name}.${letters}.${colors}.txt`);
  });

  test('cause and fix are on the first screen', () => {
    const screen = plain().split('\n').slice(0, SCREEN.lines).join('\n');
    expect(screen).toMatch(cause);
    if (fix !== null) expect(screen).toMatch(fix);
  });

  test('no line is wider than the terminal but lines to paste and the verdict at the end, which are never folded', () => {
    const text = plain().replace(/^cat > .*<<'REGDOCTOR_EOF'\n[\s\S]*?^REGDOCTOR_EOF$/gm, '');
    const lines = text.trimEnd().split('\n').slice(0, -1);
    // Words longer than a line stay whole, on a line of their own: fingerprints, addresses.
    expect(lines.filter((line) => cellsOf(line) > SCREEN.columns && !/^ *\S+$/.test(line))).toEqual([]);
  });

  test('whoever cuts the lines of a fix out of it has them whole', () => {
    const { findings, vantage } = reports.get(name) ?? load(name);
    const fixes = findings
      .filter(({ causedBy, severity }) => causedBy === null && severity !== 'info')
      .flatMap((each) => each.fixes);
    const wanted = fixes
      .map((each) => pasteLines(each, vantage.files)?.join('\n') ?? '')
      .filter((paste) => paste !== '');
    expect(printedFixes(plain()).map(({ paste }) => paste)).toEqual(wanted);
  });

  test('without Unicode there is only ASCII', () => {
    expect(printed(name, { color: false, unicode: false })).toMatch(/^[\x20-\x7e\n]*$/);
  });

  test.each([true, false])('colours add nothing but colour (Unicode: %s)', (unicode) => {
    const colored = printed(name, { color: true, unicode });
    expect(stripVTControlCharacters(colored)).toBe(printed(name, { color: false, unicode }));
    expect(colored).not.toBe(stripVTControlCharacters(colored));
  });
});
