import { duration } from '../duration.js';
import { fold } from '../text/fold.js';
import { type Style, styleOf, type TextOptions } from '../text/style.js';
import type { DiffClient, DiffDocument, Difference, DiffFinding, DiffSide } from './schema.js';
import { comesTo, KINDS } from './summary.js';

const COLORS = { ok: 'green', slow: 'yellow', fail: 'red', unknown: 'yellow' } as const;
/** Differences not known to matter that are named unasked. */
const MOST_NAMED = 12;
/** Columns before what a side is. */
const LABEL = 6;

/** What differs between two reports, for people: outcomes, findings, then differences, what explains first. */
export function renderDiffText(document: DiffDocument, options: TextOptions): string {
  const style = styleOf(options);
  const { good, bad, clients, findings, differences, notes, summary } = document;
  const groups = Map.groupBy(differences, ({ weight }) => weight);
  const lines = [
    ...sideLines('good', good, style, options),
    ...sideLines('bad', bad, style, options),
    '',
    ...clients
      .filter((client) => client.good !== null && client.bad !== null)
      .flatMap((client) => clientLines(client, style, options)),
    ...findingLines('only in bad', findings.gained, style, options),
    ...findingLines('only in good', findings.lost, style, options),
    '',
    ...section('This explains it (replayed):', groups.get('explains'), document, style, options),
    ...section('These explain it together, none alone (replayed):', groups.get('takes part'), document, style, options),
    ...section('These decided something, but alone change no end:', groups.get('decides'), document, style, options),
    ...others(groups.get('other') ?? [], document, style, options),
    ...notes.flatMap((note) => fold(`note: ${note}`, options.width, '  ', '')),
    ...fold(summary, options.width, '  ', ''),
  ];
  return `${lines.join('\n')}\n`;
}

function sideLines(label: string, side: DiffSide | null, style: Style, { width }: TextOptions): string[] {
  if (side === null) return [];
  const { file, operation, reference, startedAt, vantage, verdict } = side;
  const words = `${label.padEnd(LABEL)}${file}: ${operation} ${reference}, ${verdict}; ${startedAt}, from the ${vantage.network}'s network, files under ${vantage.files}`;
  return fold(words, width, ' '.repeat(LABEL), '').map((line, index) =>
    index === 0 ? style.paint('bold', line) : line,
  );
}

function clientLines({ client, good, bad, differs }: DiffClient, style: Style, { width }: TextOptions): string[] {
  if (good === null || bad === null) return [];
  const side = (walk: NonNullable<DiffClient['good']>): string =>
    style.paint(COLORS[walk.outcome], `${walk.outcome} ${duration(walk.predictedMs)}`);
  const versions = good.version === bad.version ? good.version : `${good.version} and ${bad.version}`;
  const head = `${client} ${versions}: ${differs ? `${side(good)} ${style.symbol.arrow} ${side(bad)}` : `${side(bad)} in both`}`;
  const ends = (label: string, { outcome, says }: typeof good): string[] =>
    outcome === 'fail' && says !== null ? fold(`${label} ends with: ${says}`, width, '      ', '    ') : [];
  return differs ? [head, ...ends('good', good), ...ends('bad', bad)] : [head];
}

function findingLines(label: string, findings: readonly DiffFinding[], style: Style, { width }: TextOptions): string[] {
  const told = Map.groupBy(
    findings.filter(({ severity }) => severity !== 'info'),
    ({ code, subject }) => JSON.stringify([code, subject]),
  );
  return [...told.values()].flatMap(([first, ...rest]) => {
    if (first === undefined) return [];
    const clients = [first, ...rest].map(({ client }) => client).filter((name) => name !== '');
    const words = `${label}: ${first.severity} ${first.code}${clients.length === 0 ? '' : ` (${clients.join(', ')})`}: ${first.title}`;
    return fold(words, width, '    ', '  ').map((line) =>
      style.paint(first.severity === 'error' ? 'red' : 'yellow', line),
    );
  });
}

function section(
  title: string,
  differences: readonly Difference[] = [],
  document: DiffDocument,
  style: Style,
  options: TextOptions,
): string[] {
  if (differences.length === 0) return [];
  return [
    style.paint('bold', title),
    ...differences.flatMap((each) => differenceLines(each, document, style, options)),
    '',
  ];
}

/** What is not known to matter takes a line in all, unless somebody asks for more. */
function others(
  differences: readonly Difference[],
  document: DiffDocument,
  style: Style,
  options: TextOptions,
): string[] {
  if (differences.length === 0) return [];
  const title = `Differs too, not known to matter (${differences.length}):`;
  if (options.verbose) return section(title, differences, document, style, options);
  const names = differences.map(({ kind, subject }) => (kind === 'file' ? subject : `${KINDS[kind]} ${subject}`));
  return [
    ...fold(
      `${title} ${names.slice(0, MOST_NAMED).join(', ')}${names.length > MOST_NAMED ? '…' : ''} (--verbose shows them)`,
      options.width,
      '  ',
      '',
    ),
    '',
  ];
}

function differenceLines(
  difference: Difference,
  document: DiffDocument,
  style: Style,
  { width }: TextOptions,
): string[] {
  const { kind, subject, good, bad, lines, weight, clients } = difference;
  const head = kind === 'file' ? subject : `${KINDS[kind]} ${subject}`;
  const sides = [
    ...(good === null && (kind === 'file' || bad === null)
      ? []
      : fold(`good: ${good ?? 'not set'}`, width, '          ', '    ')),
    ...(bad === null && kind === 'file' ? [] : fold(`bad: ${bad ?? 'not set'}`, width, '          ', '    ')),
  ];
  const why =
    weight === 'explains'
      ? `with it as in ${document.good?.file ?? 'the first report'}, ${comesTo({ clients }, document.clients)}`
      : null;
  return [
    ...fold(head, width, '    ', '  ').map((line) => style.paint('cyan', line)),
    ...sides,
    ...lines.map((line) => changedLine(line, style)),
    ...(why === null ? [] : fold(why, width, '    ', `  ${style.symbol.arrow} `)),
  ];
}

/** Lines of files are not folded, so that they can be compared and copied. */
function changedLine({ sign, line, text }: Difference['lines'][number], style: Style): string {
  const shown = `    ${sign} ${String(line).padStart(4)}  ${text}`.trimEnd();
  return sign === '-'
    ? style.paint('green', shown)
    : sign === '+'
      ? style.paint('red', shown)
      : style.paint('dim', shown);
}
