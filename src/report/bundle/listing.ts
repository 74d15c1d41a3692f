import { bytesOf } from '../../text/bytes.js';
import { cleanText } from '../../text/clean.js';
import { type BundleSummary, takenOutLines } from './readme.js';

/** Longest path that is shown; those of inputs are no longer in the archive anyway. */
const MAX_PATH_CHARACTERS = 200;
const SIZE_WIDTH = 10;

/** What is in a bundle and what is not, for the terminal. @param path where it was written. @param bytes size of the archive. */
export function listing({ files, takenOut, leftOut, hasNames }: BundleSummary, path: string, bytes: number): string {
  return `${[
    `${path}: ${bytesOf(bytes)}`,
    '',
    'In it:',
    ...files.map((file) => `  ${bytesOf(Buffer.byteLength(file.content)).padStart(SIZE_WIDTH)}  ${file.path}`),
    '  and README.txt and MANIFEST.json, which say the same',
    '',
    'Taken out:',
    ...takenOutLines(takenOut),
    ...leftOut.map((each) => `  for want of room: ${cleanText(each, MAX_PATH_CHARACTERS)}`),
    '',
    hasNames
      ? 'Names of hosts, addresses and users are in it: --redact-hosts replaces them.'
      : 'Names of hosts, addresses and users are replaced by others, the same ones everywhere.',
  ].join('\n')}\n`;
}
