import { getBorderCharacters, table } from 'table';
import { clientTime } from '../client-time.js';
import { duration } from '../duration.js';
import type { Report, ReportClient, ReportReal } from '../schema.js';
import { fold } from './fold.js';
import { type Style, styleOf, type TextOptions } from './style.js';

/** Columns that borders, padding and the first column take. */
const FRAME = 24;
/** Requests shown of each side; the others are counted. */
const SHOWN_REQUESTS = 6;
/** A program that takes this long before its first request is worth a word, milliseconds. */
const SAID_START_FROM_MS = 500;
const AGREES = { yes: 'green', no: 'red', unknown: 'yellow' } as const;

type Proven = ReportClient & { readonly real: ReportReal };

/** What `--prove` saw, for people: each program beside its prediction. Empty where nothing was run. */
export function realLines(report: Pick<Report, 'clients' | 'findings'>, options: TextOptions): string[] {
  const proven = report.clients.filter((client): client is Proven => client.real !== null);
  return proven.flatMap((client) => [...clientLines(client, report.findings, options), '']);
}

function clientLines(client: Proven, findings: Report['findings'], options: TextOptions): string[] {
  const { real } = client;
  const style = styleOf(options);
  const head = `${client.client} ${real.version ?? 'of unknown version'} for real: ${verdictOn(real)}`;
  const codes = findings.filter(({ clients, severity }) => severity !== 'info' && clients.includes(client.client));
  const width = Math.floor((options.width - FRAME) / 2);
  const cell = (text: string): string =>
    fold(text, width, '', '')
      .flatMap((line) => pieces(line, width))
      .join('\n');
  const fails = client.outcome === 'fail' || real.outcome === 'fail';
  const rows = [
    ['', 'predicted', 'real'],
    ['outcome', client.outcome, real.outcome],
    ['time', clientTime(client), realTime(real)],
    ['requests', requestCell(predictedRequests(client), width, style), requestCell(realRequests(real), width, style)],
    ['words', cell(client.says ?? ''), cell(real.says ?? '')],
    ...(fails ? [['means', cell(codes.map(({ code }) => code).join(', ')), cell(real.explained.join(', '))]] : []),
  ].filter(([, predicted, seen], index) => index === 0 || predicted !== '' || seen !== '');
  const drawn = table(rows, {
    border: getBorderCharacters(options.unicode ? 'norc' : 'ramac'),
    drawHorizontalLine: (index, count) => index === 0 || index === 1 || index === count,
  });
  return [
    ...fold(head, options.width, '  ', '').map((line) => style.paint([AGREES[real.agrees], 'bold'], line)),
    ...drawn.trimEnd().split('\n'),
    ...real.limits.flatMap((limit) => fold(`limit: ${limit}`, options.width, '    ', '  ')),
    ...(options.verbose ? fold(`ran: ${real.command}`, options.width, '    ', '  ') : []),
    ...reportLines(real, options),
  ];
}

function verdictOn({ agrees, difference }: ReportReal): string {
  if (agrees === 'yes') return 'as predicted';
  if (agrees === 'no') return `NOT as predicted: ${difference}`;
  return difference === null ? 'unknown whether as predicted' : `unknown whether as predicted (${difference})`;
}

/** Lines are indented and not folded, so that they can be copied as they are. */
function reportLines({ toReport }: ReportReal, options: TextOptions): string[] {
  if (toReport === null) return [];
  const ask =
    'regdoctor is wrong here, or the program is not what it seems. Open an issue with these lines (hosts and names are replaced):';
  return [...fold(ask, options.width, '  ', '  '), '', ...toReport.split('\n').map((line) => `    ${line}`)];
}

function realTime({ ms, attempts }: ReportReal): string {
  const start = attempts[0]?.startMs ?? 0;
  return start < SAID_START_FROM_MS ? duration(ms) : `${duration(ms)}, ${duration(start)} of it to start`;
}

interface ShownRequest {
  readonly startMs: number;
  readonly method: string | null;
  readonly url: string;
  readonly outcome: string;
}

function predictedRequests({ attempts }: ReportClient): ShownRequest[] {
  return attempts.flatMap(({ parent, url, step, startMs, method, status, outcome }) =>
    parent !== null || url === null || step === 'dns' || step === 'wait'
      ? []
      : [{ startMs, method, url, outcome: `${status ?? outcome}` }],
  );
}

function realRequests({ attempts }: ReportReal): ShownRequest[] {
  return attempts.map(({ outcome, ...request }) => ({ ...request, outcome: outcome ?? '' }));
}

/** A status stands behind its request; words stand below it. */
function requestCell(requests: readonly ShownRequest[], width: number, style: Style): string {
  const shown = requests.slice(0, SHOWN_REQUESTS).flatMap(({ startMs, method, url, outcome }) => {
    const head = `${duration(startMs)} ${method ?? ''} `;
    const isStatus = /^(?:\d{3}|)$/.test(outcome);
    const room = width - head.length - (isStatus ? outcome.length + 1 : 0);
    const line = `${head}${cutMiddle(shortDigest(url), room, style)}${isStatus ? ` ${outcome}` : ''}`.trimEnd();
    return isStatus ? [line] : [line, `  ${cutMiddle(outcome, width - 2, style)}`];
  });
  const more = requests.length - SHOWN_REQUESTS;
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join('\n');
}

/** The host and the end say most. */
function cutMiddle(text: string, width: number, { symbol }: Style): string {
  if (text.length <= width) return text;
  const head = Math.floor(width * 0.5);
  return `${text.slice(0, head)}${symbol.cut}${text.slice(text.length - (width - head - symbol.cut.length))}`;
}

/** A digest's first characters tell it from others. */
function shortDigest(text: string): string {
  return text.replace(/(sha(?:256|512):[0-9a-f]{12})[0-9a-f]+/, '$1..');
}

/** Words longer than the column are broken: a table can't grow. */
function pieces(line: string, width: number): string[] {
  return line.length <= width ? [line] : (line.match(new RegExp(`.{1,${width}}`, 'gu')) ?? [line]);
}
