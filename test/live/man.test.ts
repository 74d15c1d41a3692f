import { existsSync, readFileSync } from 'node:fs';
import { execa } from 'execa';
import { beforeAll, describe, expect, test } from 'vitest';

const PAGE = 'docs/man/regdoctor.1';
/** CI installs it, so there nothing is skipped (scripts/install-test-programs.sh). */
const isHere = existsSync('/usr/bin/man') || process.env['CI'] !== undefined;
const COLUMNS = 80;

interface ManifestCommand {
  readonly id: string;
  readonly flags: Readonly<Record<string, { readonly char?: string; readonly env?: string }>>;
}
const commands: readonly ManifestCommand[] = Object.values(
  JSON.parse(readFileSync('oclif.manifest.json', 'utf8')).commands,
);

describe.skipIf(!isHere)('the man page', () => {
  let shown = '';
  let warnings = '';
  beforeAll(async () => {
    const { stdout, stderr } = await execa('man', ['--warnings', '-P', 'cat', '-l', PAGE], {
      extendEnv: false,
      env: { PATH: '/usr/bin:/bin', MANWIDTH: `${COLUMNS}`, LC_ALL: 'C.UTF-8' },
    });
    shown = stdout;
    warnings = stderr;
  });

  test('is written without a warning, and fits a terminal', () => {
    expect(warnings).toBe('');
    expect(shown.split('\n').filter((line) => line.length > COLUMNS)).toEqual([]);
  });

  test('has every command with every flag, and the variables that they take', () => {
    for (const { id, flags } of commands) {
      const section = shown.split(`\n   regdoctor ${id}\n`)[1]?.split(/\n {3}regdoctor |\nEXIT STATUS/)[0] ?? '';
      for (const [name, { char, env }] of Object.entries(flags)) {
        expect(section, `${id} --${name}`).toMatch(
          new RegExp(`^ {7}${char === undefined ? '' : `-${char}, `}--${name}(=|$| )`, 'm'),
        );
        if (env !== undefined) expect(shown.split('\nENVIRONMENT')[1]).toContain(env);
      }
    }
  });

  test('has the sections that people look for, and all exit codes', () => {
    const headings = shown.split('\n').filter((line) => /^[A-Z][A-Z ]+$/.test(line));
    expect(headings).toEqual([
      'NAME',
      'SYNOPSIS',
      'DESCRIPTION',
      'COMMANDS',
      'EXIT STATUS',
      'ENVIRONMENT',
      'FILES',
      'EXAMPLES',
      'SEE ALSO',
    ]);
    const status = shown.split('\nEXIT STATUS\n')[1]?.split('\nENVIRONMENT')[0] ?? '';
    expect([...status.matchAll(/^ {7}(\d+) /gm)].map(([, code]) => Number(code))).toEqual([0, 1, 2, 3, 70]);
  });

  test('can be pasted from: no typographic dashes or quotation marks', () => {
    expect(shown).not.toMatch(/[^\n -~]/);
  });
});
