import { cleanText } from '../../text/clean.js';
import { fixWords } from '../forms/fix-words.js';
import { lastLine } from '../last-line.js';
import type { Report, ReportClient, ReportFinding } from '../schema.js';
import { pasteRoot, vantageLines } from '../text/vantage-lines.js';

/** Longest message: lists of tests show it in one line. */
const MAX_MESSAGE_CHARACTERS = 500;
/** Lines that are not to be folded. */
const ENDLESS = Number.MAX_SAFE_INTEGER;

/** One line for a list of tests. */
export function message(text: string): string {
  return cleanText(text, MAX_MESSAGE_CHARACTERS);
}

/** What a person needs where all that is there is the log of a test: verdict, vantage, findings with evidence and the lines to paste. */
export function failureText(report: Report, client: ReportClient | null, findings: readonly ReportFinding[]): string {
  const { unknown, vantage } = report;
  return [
    lastLine(report),
    ...vantageLines(vantage, ENDLESS),
    ...(client?.says ? [`${client.client} ends with: ${client.says}`] : []),
    ...findings.flatMap((finding) => ['', ...findingText(finding, vantage)]),
    ...(findings.length === 0
      ? unknown.map(({ what, why, needed }) => `unknown: ${what}: ${why}. Needed: ${needed}`)
      : []),
  ].join('\n');
}

function findingText(finding: ReportFinding, vantage: Report['vantage']): string[] {
  const { severity, code, title, evidence } = finding;
  return [
    `${severity} ${code}: ${title}`,
    ...evidence.map(({ text }) => `- ${text}`),
    ...fixWords(finding, pasteRoot(vantage)).flatMap(({ heading, proof, paste, pod, prose, limits, reload }) => [
      '',
      heading,
      `(${proof})`,
      ...(paste ?? ["the file holds characters that don't belong here: --output-dir DIR has it written"]),
      ...(pod === null ? [] : [...pod.lines.split('\n'), pod.cost]),
      ...prose,
      ...limits.map((limit) => `limit: ${limit}`),
      ...(reload === null ? [] : [`reload: ${reload}`]),
    ]),
    `more: regdoctor runbook ${code}`,
  ];
}
