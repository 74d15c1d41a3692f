import { findingLines } from '../text/findings.js';
import { fold } from '../text/fold.js';
import { type Style, styleOf, type TextOptions } from '../text/style.js';
import type { StorageDocument } from './schema.js';
import { storageLines } from './section.js';

/** What was seen of this machine, for the first screen and with `verbose`. */
export function renderStorageText(document: StorageDocument, options: TextOptions): string {
  const style = styleOf(options);
  const lines = [
    style.paint('bold', 'storage of images on this machine'),
    ...settingLines(document, style, options),
    '',
    ...storageLines(document, style, options),
    '',
    ...document.unknown.flatMap(({ what, why, needed }) => [
      ...fold(`${style.symbol.unknown} unknown: ${what}: ${why}. Needed: ${needed}`, options.width, '  ', ''),
      '',
    ]),
    ...document.findings.flatMap((finding) => [...findingLines(finding, '/', style, options), '']),
    ...document.notes.flatMap((note) => fold(`note: ${note}`, options.width, '  ', '')),
  ];
  const color = document.verdict === 'ok' ? 'green' : document.verdict === 'broken' ? 'red' : 'yellow';
  lines.push(
    ...fold(`${document.verdict}: ${document.summary}`, options.width, '  ', '').map((line) =>
      style.paint([color, 'bold'], line),
    ),
  );
  return `${lines.join('\n')}\n`;
}

/** One line for clients that read the same, with the file that decides. */
function settingLines({ settings }: StorageDocument, style: Style, options: TextOptions): string[] {
  const told = new Map<string, string[]>();
  for (const { client, driver, graphRoot, mountProgram, files, sources } of settings) {
    const file = files.find(({ counts }) => counts)?.path ?? 'no storage.conf';
    const variables = sources.filter(({ path }) => !path.startsWith('/')).map(({ says }) => says);
    const from = [file, ...new Set(variables)].join(', ');
    const text = `driver ${driver ?? 'not set'}${mountProgram === null ? '' : ` by ${mountProgram}`}, store ${graphRoot} (${from})`;
    told.set(text, [...(told.get(text) ?? []), client]);
  }
  return [...told].flatMap(([text, clients]) =>
    fold(`${clients.join(', ')}: ${text}`, options.width, '  ', '').map((line) => style.paint('dim', line)),
  );
}
