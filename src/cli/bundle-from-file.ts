import { refreshedInputs } from '../check/refreshed-inputs.js';
import { listing } from '../report/bundle/listing.js';
import { packBundle } from '../report/bundle/pack.js';
import { EXIT } from '../report/exit-code.js';
import { cleanText } from '../text/clean.js';
import { VERSION } from '../version.js';
import { writeBundleFile } from './bundle-file.js';
import { redactorFor } from './redactor.js';
import { savedReport } from './saved-reports.js';

/** Longest echo of a path (PATH_MAX). */
const MAX_PATH_CHARACTERS = 4096;

/** The flags of `regdoctor bundle`. */
export interface BundleFlags {
  readonly to?: string | undefined;
  readonly 'redact-hosts'?: boolean | undefined;
}

/** Packs a saved report as it is, lists what is in it and what was taken out; gives the exit code. Wrong calls throw `UsageError`. */
export async function bundleFromFile(path: string, flags: BundleFlags): Promise<number> {
  const saved = refreshedInputs(await savedReport(path, 'bundle'));
  const redactor = await redactorFor(flags);
  const report = redactor.report(saved);
  const replaced = flags['redact-hosts'] === true ? redactor.replaced() : null;
  const { bytes, summary } = await packBundle(report, { regdoctor: VERSION, node: process.version }, replaced);
  const to = flags.to ?? `regdoctor-${report.startedAt.replace(/\.\d+/, '').replaceAll(':', '-')}.tar.gz`;
  await writeBundleFile(to, bytes);
  // A path that was typed has names in it, and what is shown here is pasted beside the bundle.
  const shown = flags.to !== undefined && replaced !== null ? 'the bundle, where --to says' : to;
  process.stdout.write(listing(summary, cleanText(shown, MAX_PATH_CHARACTERS), bytes.length));
  return EXIT.ok;
}
