import { type FixWords, fixWords } from '../forms/fix-words.js';
import type { Report, ReportFinding } from '../schema.js';
import { pasteRoot } from '../text/vantage-lines.js';
import { code, details, fence, heading, inline } from './inline.js';

/** What a report found, worst first: errors and warnings in full, infos folded. @param level of the report's own heading. */
export function findingSections({ findings, vantage }: Report, level: number): string[] {
  const told = findings.filter(({ severity }) => severity !== 'info');
  const infos = findings.filter(({ severity }) => severity === 'info');
  return [
    ...told.flatMap((finding) => findingSection(finding, vantage, level + 1)),
    ...(infos.length === 0
      ? []
      : [
          ...details(
            `${infos.length} more for information`,
            infos.flatMap((info) => findingSection(info, vantage, level + 1)),
          ),
          '',
        ]),
  ];
}

function findingSection(finding: ReportFinding, vantage: Report['vantage'], level: number): string[] {
  const { severity, code: name, title, causedBy, runbook } = finding;
  const follows = causedBy === null ? '' : ` (follows from ${inline(causedBy)})`;
  return [
    `${heading(level)} ${severity}: ${code(name)}${follows}`,
    '',
    `${inline(title)}.`,
    '',
    ...fixWords(finding, pasteRoot(vantage)).flatMap(fixSection),
    ...evidence(finding),
    '',
    // A runbook's file is not at hand where the report is read; the command is.
    `More: ${code(runbookCommand(runbook))}`,
    '',
  ];
}

function runbookCommand(runbook: string): string {
  return `regdoctor runbook ${runbook.replace(/^.*\//, '').replace(/\.md$/, '')}`;
}

function evidence({ evidence: seen, location }: ReportFinding): string[] {
  const told = location === null || seen.some(({ text }) => text.includes(location.path));
  const place = told ? [] : [`set in ${location.path}${location.line === null ? '' : `:${location.line}`}`];
  const lines = [...seen.map(({ text }) => text), ...place].map((text) => `- ${inline(text)}`);
  return lines.length === 0 ? [] : details(`What shows it (${lines.length})`, lines);
}

function fixSection({ heading: title, proof, paste, prose, limits, reload, pod }: FixWords): string[] {
  return [
    `**${boldable(title)}** (${inline(proof)})`,
    '',
    ...(paste === null
      ? ["The file holds characters that don't belong here: `--output-dir DIR` has it written.", '']
      : paste.length === 0
        ? []
        : [...fence(paste, 'sh'), '']),
    ...(pod === null ? [] : [...fence(pod.lines.split('\n'), pod.language), '', inline(pod.cost), '']),
    ...prose.flatMap((text) => [inline(text), '']),
    ...limits.map((limit) => `- limit: ${inline(limit)}`),
    ...(reload === null ? [] : [`- reload: ${inline(reload)}`]),
    ...(limits.length > 0 || reload !== null ? [''] : []),
  ];
}

/** Emphasis closes only behind what is no space and no punctuation: a bare end is safest. */
function boldable(text: string): string {
  return inline(text.replace(/[\s.,;:!?]+$/, ''));
}
