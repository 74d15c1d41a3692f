import { CODE_CATALOGUE, type CodeEntry } from '../../findings/code-catalogue.js';
import { FINDING_CODES, type FindingCode } from '../../findings/codes.js';
import { fold } from '../text/fold.js';
import { styleOf, type TextOptions } from '../text/style.js';

/** What `regdoctor codes --json` prints. */
export interface CodesDocument {
  readonly schemaVersion: 1;
  readonly kind: 'codes';
  readonly exitCode: 0;
  readonly codes: readonly (CodeEntry & { readonly code: FindingCode; readonly runbook: string })[];
}

/** All codes, in the order of the way from the name of an image to its last layer. */
export function codesDocument(): CodesDocument {
  const order = Object.keys(CODE_CATALOGUE) as FindingCode[];
  const codes = order.map((code) => ({ code, ...CODE_CATALOGUE[code], runbook: `docs/runbooks/${code}.md` }));
  return { schemaVersion: 1, kind: 'codes', exitCode: 0, codes };
}

const SEVERITIES = { error: 'red', warning: 'yellow', info: 'cyan' } as const;
const CODE_WIDTH = Math.max(...FINDING_CODES.map((code) => code.length)) + 2;
const SEVERITY_WIDTH = 'warning'.length + 2;

/** One code a line: severity, code, title; folded where there is a width. @param isFolded false for pipes, so that each code stays on its line. */
export function renderCodes({ codes }: CodesDocument, options: TextOptions, isFolded: boolean): string {
  const { paint } = styleOf(options);
  const indent = ' '.repeat(SEVERITY_WIDTH + CODE_WIDTH);
  const lines = codes.flatMap(({ code, severity, title }) => {
    const text = isFolded ? fold(title, options.width, indent) : [`${indent}${title}`];
    const head = `${paint(SEVERITIES[severity], severity.padEnd(SEVERITY_WIDTH))}${paint('bold', code.padEnd(CODE_WIDTH))}`;
    return text.map((line, index) => (index === 0 ? `${head}${line.slice(indent.length)}` : line));
  });
  return `${lines.join('\n')}\n`;
}
