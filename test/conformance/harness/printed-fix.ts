import type { ReportFix } from '../../../src/report/schema.js';

/** A fix as a person sees it in the text report: whom it is for, and the lines to paste. */
export interface PrintedFix {
  readonly clients: readonly string[];
  readonly paste: string;
}

const HEADING = /^ {2}(?:Fix|Or|Next step|Also) for ([^:]+):/;
const PROOF_END = /\)$/;
const HERE_DOCUMENT = /<<'(\w+)'$/;

/** Cuts the fixes out of a text report, as a person would with a mouse: from the blank line under a fix's proof to the next one. */
export function printedFixes(text: string): PrintedFix[] {
  const lines = text.split('\n');
  return lines.flatMap((line, index) => {
    const heading = HEADING.exec(line);
    if (heading === null) return [];
    const proof = lines.findIndex(
      (other, at) => at > index && /^ {4}\((?:proven by replay|if that is done):/.test(other),
    );
    const proofEnd = lines.findIndex((other, at) => at >= proof && PROOF_END.test(other));
    // A blank line comes before the next fix too, where this one has nothing to paste.
    if (proof < 0 || lines[proofEnd + 1] !== '' || HEADING.test(lines[proofEnd + 2] ?? '')) return [];
    return [{ clients: (heading[1] ?? '').split(', '), paste: pasteBlock(lines.slice(proofEnd + 2)) }];
  });
}

/** Lines up to the first blank one that does not stand in a here-document. */
function pasteBlock(lines: readonly string[]): string {
  const block: string[] = [];
  let until: string | null = null;
  for (const line of lines) {
    if (line === '' && until === null) break;
    block.push(line);
    if (until !== null) until = line === until ? null : until;
    else until = HERE_DOCUMENT.exec(line)?.[1] ?? null;
  }
  return block.join('\n');
}

/** Whether a fix of the report can be carried out by pasting: something to write or to run on the client's machine. */
export function canBePasted(fix: ReportFix): boolean {
  return fix.kind === 'host' && (fix.files.length > 0 || fix.commands.length > 0);
}
