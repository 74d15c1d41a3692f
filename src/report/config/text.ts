import { shellWord } from '../../text/shell.js';
import { sourceText } from '../source-text.js';
import { fold } from '../text/fold.js';
import { type Style, styleOf, type TextOptions } from '../text/style.js';
import { type DeadGroup, deadGroups, deadLines } from './dead-lines.js';
import { meaningLines } from './meaning-lines.js';
import type { ConfigClient, ConfigDocument, ConfigPlace } from './schema.js';

/** The configuration for people: files in the order they are read, what decides, and what is dead, each once. */
export function renderConfigText(document: ConfigDocument, options: TextOptions): string {
  const style = styleOf(options);
  const about = document.reference === null ? 'whatever image is asked for' : document.reference;
  const where = document.file === null ? `configuration under ${document.root}` : `only ${document.file}`;
  const lines = [style.paint('bold', `${where}, for ${about}`), ''];
  const groups = sameReading(document.clients);
  for (const [index, group] of groups.entries())
    lines.push(...clientLines(group, groups.slice(0, index).flat(), style, options), '');
  const dead = deadGroups(document.clients);
  if (dead.length > 0) lines.push('without effect, or worse:', '');
  for (const group of dead) lines.push(...deadLines(group, style, options), '');
  const leftOut = document.clients.reduce((sum, client) => sum + client.leftOut.dead, 0);
  if (leftOut > 0) lines.push(`and ${leftOut} more`, '');
  if (dead.some(({ dead: { cure } }) => cure.length > 0))
    lines.push(
      ...fold(
        `not tried against the network: \`regdoctor check ${document.reference ?? 'REF'}${document.root === '/' ? '' : ` --root ${shellWord(document.root)}`}\` replays it`,
        options.width,
        '',
      ),
    );
  lines.push(...fold(verdict(document, dead), options.width, '').map((line) => style.paint('bold', line)));
  return `${lines.join('\n')}\n`;
}

/** Clients that read the same files and are decided by the same lines are shown once. */
function sameReading(clients: readonly ConfigClient[]): ConfigClient[][] {
  const groups = new Map<string, ConfigClient[]>();
  for (const client of clients) {
    const id = JSON.stringify([client.places, client.deciding, client.stops, client.meanings]);
    groups.set(id, [...(groups.get(id) ?? []), client]);
  }
  return [...groups.values()];
}

function clientLines(
  group: readonly ConfigClient[],
  before: readonly ConfigClient[],
  style: Style,
  options: TextOptions,
): string[] {
  const [client] = group;
  if (client === undefined) return [];
  const names = group.map(
    (each) => `${each.client} ${each.version}${each.versionFrom === 'assumed' ? ' (assumed)' : ''}`,
  );
  const lines = fold(names.join(', '), options.width, '  ', '').map((line) => style.paint('bold', line));
  if (client.places.length === 0) lines.push('  reads no file of its own');
  const widest = Math.max(0, ...client.places.map(({ path }) => path.length));
  for (const place of client.places) lines.push(...placeLines(place, widest, style, options));
  if (client.leftOut.places > 0) lines.push(`  and ${client.leftOut.places} more`);
  for (const source of client.deciding)
    lines.push(...fold(`decided by ${sourceText(source)}`, options.width, '    ', '  '));
  lines.push(...meaningLines(client, before, style, options));
  for (const { reference, says, because } of client.stops) {
    lines.push(
      ...fold(`${style.symbol.fail} ${reference}: stops before any request: ${says}`, options.width, '    ', '  ').map(
        (line) => style.paint('red', line),
      ),
    );
    for (const source of because) lines.push(...fold(`because ${sourceText(source)}`, options.width, '      ', '    '));
  }
  return lines;
}

/** Columns that a path gets at most before its purpose goes on the next line. */
const PATH_ROOM = 48;

function placeLines({ path, found, says }: ConfigPlace, widest: number, style: Style, options: TextOptions): string[] {
  const symbols = {
    read: style.paint('green', style.symbol.ok),
    absent: options.unicode ? '–' : '-',
    unreadable: style.paint('red', style.symbol.fail),
    ignored: style.paint('yellow', '~'),
  } as const;
  const start = `  ${symbols[found]} ${found.padEnd(10)} `;
  const indent = 15 + Math.min(widest, PATH_ROOM);
  const words = found === 'absent' && !options.verbose ? '' : says;
  if (words === '') return [`${start}${path}`];
  const told = fold(words, options.width, ' '.repeat(indent + 2));
  if (path.length > PATH_ROOM) return [`${start}${path}`, ...told];
  const [first = '', ...rest] = told;
  return [`${start}${path.padEnd(indent - 15)}  ${first.trimStart()}`, ...rest];
}

function verdict({ clients, file }: ConfigDocument, dead: readonly DeadGroup[]): string {
  if (clients.length === 0)
    return "can't tell: no client program or configuration was found (needed: --client NAME, or --root where the node's disk is mounted).";
  const stopped = clients.filter(({ stops }) => stops.length > 0).map(({ client }) => client);
  const read = new Set(
    clients.flatMap(({ places }) => places.flatMap(({ path, found }) => (found === 'read' ? [path] : []))),
  );
  const unreadable = new Set(
    clients.flatMap(({ places }) => places.flatMap(({ path, found }) => (found === 'unreadable' ? [path] : []))),
  );
  const parts = [
    ...(stopped.length > 0 ? [`${stopped.join(', ')} can't work with it`] : []),
    dead.length === 0
      ? 'nothing in it is dead'
      : `${dead.length} ${dead.length === 1 ? 'thing has' : 'things have'} no effect or a wrong one`,
    ...(unreadable.size > 0 ? [`${[...unreadable].slice(0, 3).join(', ')} can't be read`] : []),
  ];
  const what = file === null ? `${read.size} file${read.size === 1 ? '' : 's'} read` : file;
  return `${what}: ${parts.join('; ')}.`;
}
