import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { exampleGround } from './example-ground.js';
import { regdoctor } from './run-regdoctor.js';

type Example = string | { readonly description: string; readonly command: string };
interface ManifestCommand {
  readonly id: string;
  readonly examples?: readonly Example[];
  readonly flags: Readonly<Record<string, { readonly helpGroup?: string }>>;
}

const commands: readonly ManifestCommand[] = Object.values(
  JSON.parse(readFileSync('oclif.manifest.json', 'utf8')).commands,
);
/** Those of the man page's own section. */
const { EXAMPLES } = (await import(new URL('../../scripts/man-sections.mjs', import.meta.url).href)) as {
  EXAMPLES: readonly Example[];
};
/** Commands that write to the machine: their examples are about a machine of their own. */
const CHANGING = ['apply'];
/** What a command may end with when the call was right (src/report/exit-code.ts). */
const RIGHT_CALL = [0, 1, 3];
/** A terminal of the usual width. */
const COLUMNS = 80;

/** The lines of a command's examples, as the help shows them. */
function linesOf({ id, examples = [] }: ManifestCommand): string[] {
  return examples
    .map((example) => (typeof example === 'string' ? example : example.command))
    .map((line) => line.replaceAll('<%= config.bin %>', 'regdoctor').replaceAll('<%= command.id %>', id));
}

describe('the help', () => {
  test.each(commands)('of $id fits a terminal, names every flag, and ends with examples', async ({ id, flags }) => {
    const { stdout, exitCode } = await regdoctor([id, '--help'], { env: { HOME: '/nonexistent', COLUMNS: '80' } });
    const text = String(stdout);
    expect(exitCode).toBe(0);
    expect(text.split('\n').filter((line) => line.length > COLUMNS)).toEqual([]);
    for (const name of Object.keys(flags)) expect(text).toContain(`--${name}`);
    expect(text).toContain('EXAMPLES');
  });

  test('of check sorts its flags by what they are for', async () => {
    const { stdout } = await regdoctor(['check', '--help']);
    const headings = String(stdout)
      .split('\n')
      .filter((line) => /^[A-Z]/.test(line) && line === line.toUpperCase());
    expect(headings).toEqual([
      'USAGE',
      'ARGUMENTS',
      'SUBJECT FLAGS',
      'CLIENT FLAGS',
      'VANTAGE FLAGS',
      'OUTPUT FLAGS',
      'LIMIT FLAGS',
      'DESCRIPTION',
      'EXAMPLES',
    ]);
  });
});

describe('the examples of', () => {
  let report = '';
  beforeAll(async () => {
    report = String((await regdoctor(['lab', 'healthy-http', '--check', '--json'])).stdout);
  });

  test.concurrent.each<ManifestCommand>([...commands, { id: 'the man page', examples: EXAMPLES, flags: {} }])(
    '$id run as they stand',
    async (command) => {
      const lines = linesOf(command);
      expect(lines.length).toBeGreaterThan(0);
      const ground = await exampleGround(report, CHANGING.includes(command.id));
      try {
        for (const line of lines) {
          const { exitCodes, stderr } = await ground.run(line);
          expect(exitCodes, `${line}\n${stderr}`).not.toEqual([]);
          for (const code of exitCodes) expect(RIGHT_CALL, `${line}: ${code}\n${stderr}`).toContain(code);
        }
      } finally {
        await ground.remove();
      }
    },
    180_000,
  );
});
