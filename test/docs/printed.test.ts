import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { FINDING_CODES } from '../../src/findings/codes.js';
import { labCatalogue } from '../../src/lab/catalogue.js';
import { page, section } from './pages.js';

/** All labs together take seconds; on a busy machine each is looked at twice. */
const LABS_MS = 180_000;
const labs = labCatalogue();
const shown = FINDING_CODES.filter((code) => labs.some(({ expected }) => expected === code));

describe('what regdoctor prints, in the runbooks', () => {
  test('is what it prints today for each code that has a lab', { timeout: LABS_MS }, async () => {
    const { stderr, exitCode } = await execa(process.execPath, ['scripts/runbooks.mjs', '--check'], { reject: false });
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
  });

  test.each(shown)('%s: shows the finding of its code and what to do, with the marks of what is left out', (code) => {
    const printed = section(page(code), 'What regdoctor prints');
    const name = /^\$ regdoctor lab (\S+) --check$/m.exec(printed)?.[1];
    expect(labs.find((lab) => lab.name === name)?.expected).toBe(code);
    expect(printed).toMatch(new RegExp(`^\\S (?:error|warning|info) ${code}$`, 'm'));
    expect(printed).toMatch(/^ {2}(?:Fix|Next step) for /m);
    expect(printed).toContain(`  more: regdoctor runbook ${code}\n[…]\n`);
    const fence = printed.split('```text\n')[1]?.split('```')[0] ?? '';
    expect(fence.split('\n').filter((line) => [...line].length > 110)).toEqual([]);
  });
});
