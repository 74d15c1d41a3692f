import { buildEgress } from '../report/egress/build.js';
import { renderEgressText } from '../report/egress/text.js';
import { type CheckFlags, runFromFlags, withAccount } from './check-from-flags.js';
import { terminalOptions } from './terminal.js';

/** Runs a check as the flags say and prints the places that a firewall must let through; gives the check's exit code. Wrong flags throw `UsageError`. */
export async function egressFromFlags(reference: string, flags: CheckFlags): Promise<number> {
  const { report, cases, facts } = await runFromFlags(reference, await withAccount(flags));
  const document = buildEgress({ report, cases, facts });
  process.stdout.write(
    flags.json
      ? `${JSON.stringify(document)}\n`
      : renderEgressText(document, terminalOptions(process.stdout, process.env, flags.verbose)),
  );
  return document.exitCode;
}
