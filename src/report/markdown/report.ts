import { clientTime } from '../client-time.js';
import { decidingSource } from '../disagreement.js';
import type { Report, ReportClient } from '../schema.js';
import { sourceText } from '../source-text.js';
import { clientBlocks } from '../text/client-blocks.js';
import { styleOf, type TextOptions } from '../text/style.js';
import { vantageLines, whereToPaste } from '../text/vantage-lines.js';
import { findingSections } from './findings.js';
import { code, fence, heading, inline, table } from './inline.js';
import { provenSection, rightsLine, storageSection, viewsSection } from './sections.js';

/** Columns of what stands between fences: issues show about as many without scrolling. */
const WIDTH = 100;
/** Lines that are not to be folded. */
const ENDLESS = Number.MAX_SAFE_INTEGER;
const BLOCK: TextOptions = { color: false, unicode: true, width: WIDTH, verbose: false };

/** One report: verdict first, then findings with their fixes, clients, where the time goes. @param level of its heading. */
export function reportLines(report: Report, level: 2 | 3): string[] {
  const { operation, reference, verdict, summary, vantage, clients, disagreement, unknown, notes } = report;
  const paste = report.findings.some(({ fixes }) =>
    fixes.some(({ files, commands }) => files.length + commands.length > 0),
  )
    ? whereToPaste(vantage, ENDLESS)
    : [];
  return [
    `${heading(level)} ${verdict}: ${operation} of ${code(reference.input) || 'nothing'}`,
    '',
    `**${inline(summary).replace(/[\s.]+$/, '')}**`,
    '',
    inline(`${capitalised(vantageLines(vantage, ENDLESS).join('; '))}.`),
    '',
    ...(disagreement ? [inline(disagreement), ''] : []),
    ...unknown.map(({ what, why, needed }) => `- **unknown**: ${inline(`${what}: ${why}. Needed: ${needed}`)}`),
    ...(unknown.length > 0 ? [''] : []),
    ...(paste.length === 0
      ? []
      : [
          inline(paste[0] ?? ''),
          '',
          ...fence(
            paste.slice(1).map((line) => line.trim()),
            'sh',
          ),
          '',
        ]),
    ...findingSections(report, level),
    ...clientTable(clients, level),
    ...viewsSection(report),
    ...walks(report, level),
    ...storageSection(report, level),
    ...provenSection(report, level),
    ...rightsLine(report),
    ...notes.flatMap((note) => [`- note: ${inline(note)}`]),
    ...(notes.length > 0 ? [''] : []),
  ];
}

function clientTable(clients: readonly ReportClient[], level: number): string[] {
  if (clients.length === 0) return [];
  const rows = clients.map((own) => {
    const { client, version, versionFrom, outcome, sources } = own;
    const source = decidingSource(sources);
    return [
      inline(client),
      `${inline(version)}${versionFrom === 'assumed' ? ' (assumed)' : ''}`,
      outcome === 'ok' ? outcome : `**${outcome}**`,
      clientTime(own, '≥ '),
      source === null ? 'its defaults' : code(sourceText(source)),
    ];
  });
  return [
    `${heading(level + 1)} Clients`,
    '',
    ...table(['client', 'version', 'outcome', 'takes', 'decided by'], rows),
    '',
  ];
}

/** Text between fences is as it is in a terminal; whatever is in it stays text. */
function walks(report: Report, level: number): string[] {
  const blocks = clientBlocks(report, styleOf(BLOCK), BLOCK);
  return blocks.length === 0
    ? []
    : [`${heading(level + 1)} Where the time goes`, '', ...fence(separated(blocks), 'text'), ''];
}

function separated(blocks: readonly (readonly string[])[]): string[] {
  return blocks.flatMap((block, index) => (index === 0 ? [...block] : ['', ...block]));
}

function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
