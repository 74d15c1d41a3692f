import { getBorderCharacters, table } from 'table';
import { duration } from '../duration.js';
import { fold } from '../text/fold.js';
import { renderText } from '../text/render.js';
import { type Style, styleOf, type TextOptions } from '../text/style.js';
import { deploymentLines } from './deployment-text.js';
import { leftLines } from './left-text.js';
import type { RoundtripDocument, RoundtripRight, RoundtripRun } from './schema.js';

/** The round trip for people: what each client did, who may do what, the Deployment, what is left, the verdict last. */
export function renderRoundtripText(document: RoundtripDocument, options: TextOptions): string {
  const style = styleOf(options);
  const { vantage, image, diagnosis, deployment } = document;
  const lines = [
    style.paint('bold', `roundtrip ${document.registry}`),
    ...dim(`looked from: the ${vantage.network}'s network, the ${vantage.resolver}'s resolver`, style, options),
    ...(image === null
      ? []
      : dim(`image: ${image.reference} (${image.platform}, ${image.bytes} bytes)`, style, options)),
    '',
  ];
  if (document.runs.length > 0) lines.push(runTable(document.runs, options), '');
  for (const run of document.runs.filter(({ outcome }) => outcome !== 'ok'))
    lines.push(...failedLines(run, options), '');
  if (diagnosis?.findings.some(({ severity }) => severity !== 'info')) {
    lines.push(style.paint('bold', 'What regdoctor check says of it:'), '');
    // As it stands: indented, nothing in it could be pasted.
    lines.push(renderText(diagnosis, options));
  }
  lines.push(...rightsLines(document, style, options));
  for (const { code, severity, title, nextStep } of document.findings)
    lines.push(
      `${style.paint(severity === 'warning' ? 'yellow' : 'blue', `${severity === 'warning' ? style.symbol.slow : style.symbol.info} ${severity}`)} ${style.paint('bold', code)}`,
      ...fold(`${title}.`, options.width, '  '),
      ...fold(`Next step: ${nextStep}`, options.width, '    ', '  '),
      style.paint('dim', `  more: regdoctor runbook ${code}`),
      '',
    );
  if (deployment !== null) lines.push(...deploymentLines(deployment, style, options), '');
  lines.push(...leftLines(document, style, options));
  for (const note of document.notes) lines.push(...fold(`note: ${note}`, options.width, '  ', ''));
  const color = document.verdict === 'ok' ? 'green' : document.verdict === 'broken' ? 'red' : 'yellow';
  const verdict = fold(`${document.verdict}: ${document.summary}`, options.width, '  ', '');
  return `${[...lines, ...verdict.map((line) => style.paint([color, 'bold'], line))].join('\n')}\n`;
}

function dim(text: string, style: Style, options: TextOptions): string[] {
  return fold(text, options.width, '  ', '').map((line) => style.paint('dim', line));
}

function runTable(runs: readonly RoundtripRun[], options: TextOptions): string {
  const head = ['client', 'does', 'outcome', 'takes'];
  const rows = runs.map(({ client, does, as, outcome, ms }) => [
    client,
    `${does} as ${as === 'account' ? 'the account' : 'nobody'}`,
    outcome,
    duration(ms),
  ]);
  return table([head, ...rows], {
    border: getBorderCharacters(options.unicode ? 'norc' : 'ramac'),
    drawHorizontalLine: (index, count) => index === 0 || index === 1 || index === count,
    columns: { 3: { alignment: 'right' } },
  }).trimEnd();
}

function failedLines({ client, does, says, next }: RoundtripRun, { width }: TextOptions): string[] {
  return [
    ...fold(`${client} ${does}: ${says ?? 'no word'}`, width, '    ', '  '),
    ...(next === null ? [] : [`  next: ${next}`]),
  ];
}

function rightsLines({ rights }: RoundtripDocument, style: Style, options: TextOptions): string[] {
  if (rights === null) return [];
  const { anonymous, account } = rights;
  const sides = [{ who: 'anonymous', ...anonymous }, ...(account === null ? [] : [{ who: 'account', ...account }])];
  return [
    style.paint('bold', `Who may do what with ${rights.repository}:`),
    ...sides.flatMap(({ who, pull, push }) => [
      ...rightLine(who, 'pull', pull, options),
      ...rightLine('', 'push', push, options),
    ]),
    ...(account === null
      ? ['  account     none is used: nothing was given, and skopeo finds none']
      : fold(`the account is that of ${account.credential}`, options.width, '  ')),
    '',
  ];
}

/** `anonymous  pull  yes      skopeo pulled it` in columns. */
function rightLine(who: string, what: string, { may, seen }: RoundtripRight, { width }: TextOptions): string[] {
  const head = `  ${who.padEnd(11)}${what}  ${may.padEnd(9)}`;
  const [first = '', ...rest] = fold(seen, width - head.length, '');
  return [`${head}${first}`, ...rest.map((line) => `${' '.repeat(head.length)}${line}`)];
}
