import { type Brief, briefOf } from '../../many/brief.js';
import { Causes } from '../../many/cause.js';
import { checkMany } from '../../many/check-many.js';
import { wrongReport } from '../../many/other-reports.js';
import { overallLine, Tally } from '../../many/tally.js';
import { columnsFor } from '../../many/text/line.js';
import { summaryLines } from '../../many/text/summary.js';
import { gravestExitCode } from '../../report/exit-code.js';
import type { Report } from '../../report/schema.js';
import type { ManyFlags } from '../check-command.js';
import { optionsFromFlags, withAccount } from '../check-from-flags.js';
import { outputsFrom, requireOutputs } from '../outputs.js';
import { redactorFor } from '../redactor.js';
import { isTalkative } from '../talkative.js';
import { terminalOptions } from '../terminal.js';
import { bar } from './bar.js';
import { finishMany } from './finish-many.js';
import { firstPlace } from './first-place.js';
import { standardOut } from './out.js';
import { referencesFrom } from './references-from.js';
import { requireFitForMany, requireOneRegistry } from './require-fit.js';
import { sinksFor } from './sinks.js';
import { smallHeap } from './small-heap.js';

/** Room for replaced names, characters. */
const WIDE = 50;

/** Checks every reference of the call; gives the exit code: that of the gravest answer. Wrong flags throw `UsageError`. */
export async function manyFromFlags(words: readonly string[], asked: ManyFlags): Promise<number> {
  requireFitForMany(asked);
  const outputs = outputsFrom(asked);
  await requireOutputs(outputs);
  const entries = await referencesFrom(words, asked, { input: process.stdin, environment: process.env });
  const flags = await withAccount(asked);
  requireOneRegistry(entries, flags);
  const options = await optionsFromFlags(flags);
  const redactor = await redactorFor(flags);
  const tally = new Tally();
  const causes = new Causes();
  // Files of fixes hold the real names, whatever is shown.
  const ownCauses = flags['redact-hosts'] === true ? new Causes() : causes;
  const text = terminalOptions(process.stdout, process.env, flags.verbose);
  const out = standardOut();
  const shown = bar(tally, entries.length, {
    stream: process.stderr,
    enabled: isTalkative(flags),
    unicode: text.unicode,
  });
  const placeOf = (index: number): string | null => {
    const place = firstPlace(entries[index]);
    return place === null ? null : redactor.text(place);
  };
  if (isTalkative(flags))
    process.stderr.write(`regdoctor: checking ${entries.length.toLocaleString('en')} references\n`);
  const columns = columnsFor(
    // Words that stand for names may be longer than these.
    entries.map(({ reference }) => (flags['redact-hosts'] === true ? reference.padEnd(WIDE) : reference)),
    text,
  );
  const sinks = await sinksFor({ outputs, flags, out, bar: shown, text, columns, placeOf });
  const trimHeap = smallHeap();
  const names = new Map<number, string>();
  let like: Report | null = null;

  async function deliver(index: number, report: Report): Promise<void> {
    const told = redactor.report(report);
    const brief: Brief = briefOf(index, told);
    tally.add(brief);
    causes.add(brief, told);
    if (ownCauses !== causes) ownCauses.add(briefOf(index, report), report);
    if (brief.state !== 'ok') names.set(index, brief.reference);
    like ??= { ...told, facts: {}, inputs: {} };
    for (const sink of sinks.all) await sink.tell(brief, told);
    trimHeap();
  }

  try {
    const wordsOfAll = {
      operation: options.operation,
      vantage: { network: 'host', resolver: 'host', files: options.root },
    } as const;
    for (const [index, { reference, error, meant }] of entries.entries())
      if (error !== null) await deliver(index, wrongReport({ reference, message: error, meant }, wordsOfAll));
    await checkMany(
      entries.map(({ reference, error }) => (error === null ? reference : null)),
      { ...options, onProbe: shown.onProbe },
      deliver,
    );
  } finally {
    shown.stop();
  }
  const sorted = causes.sorted();
  if (outputs.screen === 'text') {
    const nameOf = (index: number): string => names.get(index) ?? '';
    const summary = flags.quiet === true ? [] : ['', ...summaryLines(sorted, nameOf, { ...text, verbose: false })];
    await out.write(`${[...summary, overallLine(tally, sorted)].join('\n')}\n`);
  }
  await finishMany({ sinks, outputs, flags, tally, causes: sorted, ownCauses: ownCauses.sorted(), like, out, text });
  return gravestExitCode(tally.exitCodes);
}
