import { FORMS } from '../forms.js';
import { NAMES_REPLACED } from '../redact/mark.js';
import type { Replaced } from '../redact/redact-hosts.js';
import type { Report } from '../schema.js';
import { archive } from './archive.js';
import type { BundleFile } from './bundle-file.js';
import { inputFiles } from './input-files.js';
import { manifest } from './manifest.js';
import { type BundleSummary, readme } from './readme.js';
import { takenOut } from './taken-out.js';
import { type Versions, versionsOf } from './versions.js';

/** The archive and what is told about it. */
export interface Bundle {
  readonly bytes: Buffer;
  readonly summary: BundleSummary;
}

const TEXT = { color: false, unicode: true, width: 100, verbose: true };

/**
 * A report with everything that it was made from as one .tar.gz. Deterministic: the same report gives the same bytes.
 * @param replaced what `--redact-hosts` did to it; null where it was not asked for.
 */
export async function packBundle(
  report: Report,
  packedBy: Versions['packedBy'],
  replaced: Replaced | null,
): Promise<Bundle> {
  const inputs = inputFiles(report.inputs);
  const files: BundleFile[] = [
    { path: 'report.json', content: await rendered('json', report), what: 'the whole report' },
    { path: 'report.html', content: await rendered('html', report), what: 'the report to look at' },
    { path: 'report.txt', content: await rendered('text', report), what: 'the report as text' },
    { path: 'report.md', content: await rendered('markdown', report), what: 'the report for an issue' },
    { path: 'facts.json', content: json(report.facts), what: 'what the network answered' },
    { path: 'versions.json', content: json(versionsOf(report, packedBy)), what: 'clients, regdoctor, platform' },
    ...inputs.files,
  ];
  const summary: BundleSummary = {
    report,
    files,
    takenOut: takenOut(report, replaced),
    leftOut: inputs.leftOut,
    hasNames: replaced === null && report.inputs[NAMES_REPLACED] !== true,
  };
  const all = [
    { path: 'README.txt', content: readme(summary) },
    ...files,
    { path: 'MANIFEST.json', content: manifest(summary) },
  ];
  return { bytes: archive(all, Date.parse(report.startedAt)), summary };
}

async function rendered(form: keyof typeof FORMS, report: Report): Promise<string> {
  const render = await FORMS[form].load();
  return render([report], { text: TEXT, isFile: true });
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
