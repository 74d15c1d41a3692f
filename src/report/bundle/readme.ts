import { bytesOf } from '../../text/bytes.js';
import type { Report } from '../schema.js';
import type { BundleFile } from './bundle-file.js';
import type { TakenOut } from './taken-out.js';

/** What a reader of the bundle gets to see first. */
export interface BundleSummary {
  readonly report: Report;
  readonly files: readonly BundleFile[];
  readonly takenOut: readonly TakenOut[];
  readonly leftOut: readonly string[];
  readonly hasNames: boolean;
}

const NAMES_ARE_IN =
  'Names of hosts, addresses, repositories and users are in it as they are: regdoctor bundle --redact-hosts replaces them.';
const NAMES_ARE_OUT =
  'Names of hosts, addresses, repositories and users are replaced, the same one by the same words in every file. Digests of images, tags, ports, times and versions are as they were.';

const AGAIN = 'diagnoses it again with the rules of the regdoctor that you have, offline';
const AS_IT_WAS = 'shows it as it was diagnosed: without names and certificates nobody can do it again';

/** README.txt: what is in the bundle, what was taken out, and how to look at it. */
export function readme({ report, files, takenOut, leftOut, hasNames }: BundleSummary): string {
  const inputs = files.filter(({ from }) => from !== undefined);
  const others = files.filter(({ from }) => from === undefined);
  return `${[
    `A report of regdoctor ${report.tool.version}, made ${report.startedAt}.`,
    '',
    report.summary,
    '',
    'Look at it',
    '  report.html   in a browser; it needs nothing else',
    '  report.txt    the same as text, with all evidence',
    `  regdoctor report report.json   ${hasNames ? AGAIN : AS_IT_WAS}`,
    '',
    'In it',
    ...others.map(({ path, what }) => `  ${path.padEnd(14)}${what}`),
    `  ${'inputs/'.padEnd(14)}${inputs.length} ${inputs.length === 1 ? 'file' : 'files'} of the machine as read, redacted (${bytesOf(sizeOf(inputs))})`,
    `  ${'MANIFEST.json'.padEnd(14)}size and SHA-256 of every file, and where it was on the machine`,
    '',
    'Taken out',
    ...takenOutLines(takenOut),
    ...leftOut.map((path) => `  for want of room: ${path}`),
    '',
    hasNames ? NAMES_ARE_IN : NAMES_ARE_OUT,
  ].join('\n')}\n`;
}

/** One line for each kind of thing that was taken out. */
export function takenOutLines(takenOut: readonly TakenOut[]): string[] {
  if (takenOut.length === 0) return ['  nothing: there was no secret in it'];
  return takenOut.map(({ what, count }) => `  ${String(count).padStart(5)}  ${what}`);
}

function sizeOf(files: readonly BundleFile[]): number {
  return files.reduce((sum, { content }) => sum + Buffer.byteLength(content), 0);
}
