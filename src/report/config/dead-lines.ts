import { shellWord } from '../../text/shell.js';
import { fold } from '../text/fold.js';
import type { Style, TextOptions } from '../text/style.js';
import type { ConfigClient, ConfigDead } from './schema.js';

/** One dead line and the clients that it is dead for. */
export interface DeadGroup {
  readonly dead: ConfigDead;
  readonly clients: readonly string[];
}

/** Lines of a cure that fit on a screen; longer ones are in the JSON. */
const MAX_CURE_LINES = 60;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

/** Every dead line once, errors first, with the clients that share it. */
export function deadGroups(clients: readonly ConfigClient[]): DeadGroup[] {
  const groups = new Map<string, { dead: ConfigDead; clients: string[] }>();
  for (const { client, dead } of clients)
    for (const entry of dead) {
      const id = JSON.stringify([entry.severity, entry.code, entry.path, entry.line, entry.text]);
      const known = groups.get(id);
      if (known === undefined) groups.set(id, { dead: entry, clients: [client] });
      else if (!known.clients.includes(client)) known.clients.push(client);
    }
  const all = [...groups.values()];
  return [
    ...all.filter(({ dead }) => dead.severity === 'error'),
    ...all.filter(({ dead }) => dead.severity === 'warning'),
  ];
}

/** `path:line  code` with the sentence under it and the files that would make it work. */
export function deadLines({ dead, clients }: DeadGroup, style: Style, options: TextOptions): string[] {
  const error = dead.severity === 'error';
  const head = `${error ? style.symbol.fail : style.symbol.slow} ${dead.path}${dead.line === null ? '' : `:${dead.line}`}  ${dead.code}`;
  const lines = [
    style.paint(error ? 'red' : 'yellow', head),
    ...fold(dead.text, options.width, '  '),
    style.paint('dim', `  for ${clients.join(', ')}`),
  ];
  for (const { path, content } of dead.cure) lines.push(...cureLines(path, content, style));
  for (const { path, pointer, from } of dead.edits)
    lines.push(...fold(`in ${path}: the value at ${from} belongs at ${pointer}`, options.width, '    ', '  '));
  return lines;
}

function cureLines(path: string, content: string | null, style: Style): string[] {
  if (content === null)
    return [`  write ${shellWord(path)} anew; its content holds secrets or is long, and is not shown`];
  const lines = content.replace(/\n$/, '').split('\n');
  if (CONTROL.test(content) || lines.length > MAX_CURE_LINES)
    return [`  write ${shellWord(path)} anew; its content does not belong on a terminal: see --json`];
  return [`  write ${shellWord(path)}:`, ...lines.map((line) => style.paint('cyan', `    ${line}`.trimEnd()))];
}
