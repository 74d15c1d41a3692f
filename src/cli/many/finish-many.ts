import { join } from 'node:path';
import type { Cause } from '../../many/cause.js';
import type { Tally } from '../../many/tally.js';
import { FORMS } from '../../report/forms.js';
import type { Report } from '../../report/schema.js';
import type { TextOptions } from '../../report/text/style.js';
import { emitFixes } from '../emit.js';
import type { Outputs } from '../outputs.js';
import { writeReportFile } from '../report-file.js';
import { writeTerminationLog } from '../termination-log.js';
import { toldLines } from '../told-lines.js';
import type { Out } from './out.js';
import { overallReport } from './overall-report.js';
import { isStream, type Sinks } from './sinks.js';

/** What a run has come to. */
export interface FinishOptions {
  readonly sinks: Sinks;
  readonly outputs: Outputs;
  readonly flags: { readonly quiet?: boolean | undefined; readonly 'output-dir'?: string | undefined };
  readonly tally: Tally;
  readonly causes: readonly Cause[];
  /** The same with the real names, for the files of fixes. */
  readonly ownCauses: readonly Cause[];
  /** Any report of the run, for what all of them say alike; null where there is none. */
  readonly like: Report | null;
  readonly out: Out;
  readonly text: TextOptions;
}

/** What comes after the last reference: forms that want all reports at once, files, the termination log, the files of fixes. */
export async function finishMany(options: FinishOptions): Promise<void> {
  const { sinks, outputs, flags, tally, causes, like, out, text } = options;
  const { screen, files } = outputs;
  if (screen !== 'text' && !isStream(screen))
    await out.write((await FORMS[screen].load())(sinks.kept.reports(), { text, isFile: false }));
  const told: string[] = [];
  for (const file of sinks.growing) told.push(await file.finish(tally.total));
  for (const file of files.filter(({ form }) => !isStream(form)))
    told.push(await writeReportFile(file, sinks.kept.reports()));
  if (like !== null) {
    await writeTerminationLog(overallReport(tally, causes, like), 'the lines above it in the log of the container');
    await writeFixes(options.ownCauses, like, flags);
  }
  for (const line of toldLines(told, flags.quiet === true)) process.stderr.write(`${line}\n`);
}

/** Fixes of each cause in a directory of its own, `DIR/1`, `DIR/2`…, in the order of the summary. */
async function writeFixes(causes: readonly Cause[], like: Report, flags: FinishOptions['flags']): Promise<void> {
  const directory = flags['output-dir'];
  if (directory === undefined) return;
  for (const [index, { finding }] of causes.entries())
    if (finding !== null)
      await emitFixes({ ...like, findings: [finding] }, join(directory, String(index + 1)), flags.quiet);
}
