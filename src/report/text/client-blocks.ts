import { clientTime, FOR_EVER } from '../client-time.js';
import type { Report } from '../schema.js';
import { type SameWalk, sameWalks } from '../waterfall/same-walks.js';
import { fold } from './fold.js';
import type { Style, TextOptions } from './style.js';
import { waterfallLines } from './waterfall.js';

/** What each client meets, step by step. Clients that would do the same are shown once. */
export function clientBlocks({ clients, findings }: Report, style: Style, options: TextOptions): string[][] {
  return sameWalks(clients, findings).map((walk) => blockOf(walk, style, options));
}

function blockOf({ clients, after }: SameWalk, style: Style, options: TextOptions): string[] {
  const [client] = clients;
  const names = clients
    .map(
      ({ client: name, version, versionFrom }) => `${name} ${version}${versionFrom === 'assumed' ? ' (assumed)' : ''}`,
    )
    .join(', ');
  const known = clientTime(client);
  const time = known === '' ? '' : known === FOR_EVER ? `, waits ${FOR_EVER}` : `, ${known}`;
  const basis = clients.every(({ basis: from }) => from === 'run')
    ? ''
    : ' (this version: from its source, not run here)';
  const sources = options.verbose ? client.sources : [];
  return [
    ...fold(`${names}: ${client.outcome}${time}${basis}`, options.width, '  ', '').map((line) =>
      style.paint('bold', line),
    ),
    ...waterfallLines(client, after, style, options),
    ...sources.map(({ path, line, says }) =>
      style.paint('dim', `    decided by ${path}${line === null ? '' : `:${line}`} ${says}`),
    ),
  ];
}
