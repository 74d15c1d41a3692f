import { type CheckFlags, runFromFlags, withAccount } from './check-from-flags.js';
import { emitFixes, emitReport } from './emit.js';
import { interruption } from './interrupt.js';
import { leaveBehind } from './leave-behind.js';
import { type Outputs, outputsFrom, requireOutputs } from './outputs.js';
import { redactorFor } from './redactor.js';
import { isTalkative } from './talkative.js';
import { terminalOptions } from './terminal.js';
import { toldLines } from './told-lines.js';
import { waitFrom } from './watch-duration.js';
import { runRounds } from './watch-rounds.js';
import { type WatchScreen, watchScreen } from './watch-screen.js';

/**
 * Checks again until all is well (exit code 0), the time of `--wait` is over, or somebody interrupts; then prints what was found last. `--watch` tells
 * what changes on the way. Configuration is read and the network asked anew every round, files of reports are written anew after every round; an account
 * is read once. Gives the exit code of what is printed; wrong flags throw `UsageError`.
 */
export async function watchFromFlags(reference: string, asked: CheckFlags): Promise<number> {
  const waitMs = asked.wait === undefined ? null : waitFrom(asked.wait);
  const outputs = outputsFrom(asked);
  await requireOutputs(outputs);
  const flags = await withAccount(asked);
  const untilMs = waitMs === null ? null : Date.now() + waitMs;
  const redactor = await redactorFor(flags);
  // One document a line, for programs that watch.
  const isStream = flags.watch === true && (outputs.screen === 'json' || outputs.screen === 'jsonl');
  const { own, shown, left } = await runRounds({
    untilMs,
    interrupted: interruption(),
    screen: screenFor(flags, outputs, untilMs),
    // Only --watch tells what a round waits for.
    run: async () => (await runFromFlags(reference, flags.watch === true ? flags : { ...flags, quiet: true })).report,
    redact: redactor.report,
    onReport: async (report) => {
      if (isStream) await emitReport(report, outputs, flags);
      return leaveBehind(report, outputs, redactor.text);
    },
  });
  if (flags.watch === true && outputs.screen === 'text' && flags.quiet !== true) process.stdout.write('\n');
  if (!isStream) await emitReport(shown, outputs, flags);
  await emitFixes(own, flags['output-dir'], flags.quiet, redactor.text);
  for (const line of toldLines(left, flags.quiet === true)) process.stderr.write(`${line}\n`);
  return shown.exitCode;
}

function screenFor(flags: CheckFlags, { screen }: Outputs, untilMs: number | null): WatchScreen {
  const tells = flags.watch === true && screen === 'text' && flags.quiet !== true;
  return watchScreen({
    lines: tells ? process.stdout : null,
    text: terminalOptions(process.stdout, process.env, false),
    live: process.stderr,
    isLive: isTalkative(flags),
    untilMs,
  });
}
