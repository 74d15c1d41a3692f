import { endsWith } from '../check/transplant.js';
import { cleanDeep } from '../report/clean-deep.js';
import { buildDiff } from '../report/diff/build.js';
import { renderDiffText } from '../report/diff/text.js';
import { NAMES_REPLACED } from '../report/redact/mark.js';
import type { Report } from '../report/schema.js';
import { VERSION } from '../version.js';
import { redactorFor } from './redactor.js';
import { diagnosedAgain, savedReport } from './saved-reports.js';
import { terminalOptions } from './terminal.js';

/** The flags of `regdoctor diff`. */
export interface DiffFlags {
  readonly json: boolean;
  readonly verbose?: boolean | undefined;
  readonly 'redact-hosts'?: boolean | undefined;
}

/** Says what differs between two saved reports and matters; gives the exit code. Wrong files throw `UsageError`. */
export async function diffFromFiles(good: string, bad: string, flags: DiffFlags): Promise<number> {
  const redactor = await redactorFor(flags);
  const saved = { good: await savedReport(good, 'good'), bad: await savedReport(bad, 'bad') };
  const again = { good: diagnosedAgain(saved.good, good, 'good'), bad: diagnosedAgain(saved.bad, bad, 'bad') };
  const document = buildDiff({
    version: VERSION,
    ...again,
    files: { good, bad },
    savedBy: { good: saved.good.tool.version, bad: saved.bad.tool.version },
    endsWith:
      hasOwnNames(again.good) && hasOwnNames(again.bad) ? (parts) => endsWith(again.bad, again.good, parts) : null,
  });
  // It learns from the reports which names there are to replace.
  for (const report of [again.good, again.bad]) redactor.report(report);
  const shown = flags['redact-hosts'] === true ? cleanDeep(document, (text) => redactor.text(text)) : document;
  const options = terminalOptions(process.stdout, process.env, flags.verbose === true);
  process.stdout.write(flags.json ? `${JSON.stringify(shown)}\n` : renderDiffText(shown, options));
  return document.exitCode;
}

/** Names and certificates decide: where they were replaced, a replay would be made up. */
function hasOwnNames({ inputs }: Report): boolean {
  return inputs[NAMES_REPLACED] !== true;
}
