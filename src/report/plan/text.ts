import { sourceText } from '../source-text.js';
import { pauses, span } from '../span.js';
import { fold } from '../text/fold.js';
import { type Style, styleOf, type TextOptions } from '../text/style.js';
import { attemptDetails } from './attempt-lines.js';
import type { PlanAttempt, PlanClient, PlanDocument, PlanEntry } from './schema.js';

const INDENT = '  ';

/** The plan for people: a block a client (equal plans once), numbered attempts in the order of time. */
export function renderPlanText(document: PlanDocument, options: TextOptions): string {
  const style = styleOf(options);
  const lines = [
    style.paint('bold', `plan of a ${document.operation} of ${document.reference}`),
    style.paint('dim', `from the configuration under ${document.root}; nothing was asked of the network`),
    '',
  ];
  for (const group of samePlans(document.clients)) lines.push(...clientLines(group, style, options), '');
  if (document.clients.length === 0)
    lines.push(
      "no client program or configuration was found: add --client NAME, or --root where the node's disk is mounted",
    );
  return `${lines.join('\n').trimEnd()}\n`;
}

function samePlans(clients: readonly PlanClient[]): PlanClient[][] {
  const groups = new Map<string, PlanClient[]>();
  for (const client of clients) {
    const id = JSON.stringify([client.reference, client.entries, client.observations]);
    groups.set(id, [...(groups.get(id) ?? []), client]);
  }
  return [...groups.values()];
}

function clientLines(group: readonly PlanClient[], style: Style, options: TextOptions): string[] {
  const [client] = group;
  if (client === undefined) return [];
  const head = group.map(headOf).join(' and ');
  const lines = fold(head, options.width, INDENT, '').map((line) => style.paint('bold', line));
  const { reference } = client;
  if (reference !== null && reference.repository !== '') {
    const tag = reference.tag === null ? '' : `:${reference.tag}`;
    const digest = reference.digest === null ? '' : `@${reference.digest}`;
    lines.push(...fold(`means ${reference.registry}/${reference.repository}${tag}${digest}`, options.width, INDENT));
  }
  const attempts = client.entries.filter((entry) => entry.kind === 'attempt');
  const details = new Map(attempts.map((attempt) => [attempt.number, attemptDetails(attempt, options.verbose)]));
  const common = commonDetails([...details.values()]);
  if (common.size > 0) lines.push(`${INDENT}every request:`);
  for (const text of common.values()) lines.push(...fold(text, options.width, INDENT.repeat(3), INDENT.repeat(2)));
  let before: PlanAttempt | null = null;
  for (const entry of client.entries) {
    lines.push(...entryLines(entry, before, { details, common }, style, options));
    if (entry.kind === 'attempt') before = entry;
  }
  for (const { code, path, line, text } of client.observations)
    lines.push(
      ...fold(
        `note: ${path}${line === null ? '' : `:${line}`} ${code}: ${text}`,
        options.width,
        INDENT.repeat(2),
        INDENT,
      ),
    );
  return lines;
}

const FROM = { program: 'as the program says', flag: 'as given', assumed: 'assumed' } as const;

function headOf({ client, version, versionFrom, basis }: PlanClient): string {
  return `${client} ${version} (${FROM[versionFrom]}${basis === 'run' ? '' : '; from its source, not run here'})`;
}

type Details = ReadonlyMap<string, string>;

/** What holds for every request that has it at all; said once. */
function commonDetails(details: readonly Details[]): Details {
  const common = new Map<string, string>();
  if (details.length < 2) return common;
  for (const name of ['timeouts', 'challenge', 'again', 'proxy', 'resolver', 'redirects']) {
    const texts = new Set(details.flatMap((each) => each.get(name) ?? []));
    const everywhere = name === 'challenge' || name === 'again' || details.every((each) => each.has(name));
    const [text] = texts;
    if (texts.size === 1 && text !== undefined && everywhere) common.set(name, text);
  }
  return common;
}

function entryLines(
  entry: PlanEntry,
  before: PlanAttempt | null,
  { details, common }: { readonly details: ReadonlyMap<number, Details>; readonly common: Details },
  style: Style,
  options: TextOptions,
): string[] {
  const indent = INDENT.repeat(entry.depth + 1);
  const told = (text: string): string[] => fold(text, options.width, `${indent}${INDENT}`, indent);
  switch (entry.kind) {
    case 'attempt': {
      const said = before === null ? undefined : details.get(before.number);
      const own = [...(details.get(entry.number) ?? [])].filter(
        ([name, text]) => common.get(name) !== text && said?.get(name) !== text,
      );
      const because = reason(entry);
      const below = [
        ...own.map(([, text]) => text),
        ...onward(entry),
        ...(before !== null && reason(before) === because ? [] : [because]),
      ];
      return attemptLines(entry, below, indent, style, options);
    }
    case 'ways':
      return told(`${entry.label}: ${entry.ways} ways in this order; if none succeeds, it reports ${entry.reports}`);
    case 'race':
      return told(`${entry.ways} ways at once, ${span(entry.staggerMs)} apart: the first success wins`);
    case 'retry': {
      const delays = entry.delaysMs.slice(0, entry.attempts - 1);
      return told(
        `all of this ${pauses(delays, entry.attempts - 1)}, on: ${entry.when} (${sourceText(entry.because)})`,
      );
    }
    case 'branch':
      return told(`${entry.condition}${entry.because === null ? '' : ` (${sourceText(entry.because)})`}:`);
    case 'stop':
      return [
        ...told(`${style.symbol.fail} stops here: ${entry.says}`),
        ...entry.because.flatMap((source) =>
          fold(`because ${sourceText(source)}`, options.width, `${indent}    `, `${indent}  `),
        ),
      ];
    case 'again':
      return told(entry.from === entry.to ? `${entry.from} once more` : `${entry.from} to ${entry.to} once more`);
    case 'cut':
      return told('and so on: the plan is too long to be shown');
  }
}

function attemptLines(
  attempt: PlanAttempt,
  below: readonly string[],
  indent: string,
  style: Style,
  options: TextOptions,
): string[] {
  const number = `${attempt.number}.`.padEnd(3);
  const inner = `${indent}${' '.repeat(number.length + 1)}`;
  const notes = attempt.notes.map((note) => `, ${note}`).join('');
  const head = fold(`${number} ${attempt.step} ${attempt.method} ${attempt.url}${notes}`, options.width, inner, indent);
  return [
    ...head.map((line, index) => (index === 0 ? style.paint('cyan', line) : line)),
    ...below.flatMap((text) =>
      fold(text, options.width, `${inner}${INDENT}`, inner).map((line) => style.paint('dim', line)),
    ),
  ];
}

function onward({ movesOn, number }: PlanAttempt): string[] {
  if (movesOn === null) return [];
  if (movesOn.to === null) return [`moves on when: ${movesOn.when}`];
  return [`${movesOn.to <= number ? 'goes back' : 'moves on'} to ${movesOn.to} when: ${movesOn.when}`];
}

function reason({ because }: PlanAttempt): string {
  return `because ${because.length === 0 ? 'nothing is configured for it' : because.map(sourceText).join(', ')}`;
}
