import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FINDING_CODES, isFindingCode } from '../findings/codes.js';
import { nearestCodes } from '../report/codes/nearest.js';
import { EXIT } from '../report/exit-code.js';
import { renderPage } from '../report/runbook/render.js';
import { UsageError } from '../report/usage.js';
import { terminalOptions } from './terminal.js';

/** Longer lines of running text are hard to read. */
const MOST_COLUMNS = 100;
/** Columns for a file or a pager, which don't say how wide they are. */
const PLAIN_COLUMNS = 80;

/** Prints the page of a code, or the index; gives the exit code. The pages come with the program: nothing is fetched. */
export async function printRunbook(code: string | undefined): Promise<number> {
  if (code !== undefined && !isFindingCode(code)) {
    const nearest = nearestCodes(code, FINDING_CODES);
    throw new UsageError(
      `runbook: no code is called "${code}"; nearest: ${nearest.join(', ')}`,
      'code',
      `regdoctor runbook ${nearest[0]}`,
    );
  }
  const directory = join(dirname(fileURLToPath(import.meta.url)), 'runbooks');
  const page = await readFile(join(directory, `${code ?? 'README'}.md`), 'utf8');
  const options = terminalOptions(process.stdout, process.env, false);
  const width = process.stdout.isTTY === true ? Math.min(MOST_COLUMNS, options.width) : PLAIN_COLUMNS;
  process.stdout.write(renderPage(page, { ...options, width }));
  return EXIT.ok;
}
