import { refreshedInputs } from '../check/refreshed-inputs.js';
import { listing } from '../report/bundle/listing.js';
import { packBundle } from '../report/bundle/pack.js';
import { EXIT } from '../report/exit-code.js';
import { VERSION } from '../version.js';
import { writeBundleFile } from './bundle-file.js';
import { redactorFor } from './redactor.js';
import { savedReport } from './saved-reports.js';

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
  process.stdout.write(listing(summary, redactor.text(to), bytes.length));
  return EXIT.ok;
}
