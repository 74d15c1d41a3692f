import { getBorderCharacters, table } from 'table';
import type { ReportView } from '../schema.js';
import { fold } from './fold.js';
import type { TextOptions } from './style.js';

/** Columns that borders and padding take in a table of three. */
const FRAME = 10;
const NAMES = { pod: 'this pod', node: 'the node' } as const;
const NETWORKS = { pod: "the pod's", node: "the node's", host: "this machine's" } as const;

/** What is compared, in the order of the rows. */
const ROWS: readonly (readonly [title: string, cell: (view: ReportView) => string])[] = [
  ['files', ({ files }) => files],
  ['network', networkOf],
  ['name servers', ({ nameServers }) => nameServers.join(', ') || 'none'],
  ['addresses', addressesOf],
  ['clients', clientsOf],
];

/** Pod and node side by side: files, network, name servers, what the registry's name is there, and how its clients fare. Empty without two views. */
export function viewLines(views: readonly ReportView[], options: TextOptions): string[] {
  const [one, other] = views;
  if (one === undefined || other === undefined) return [];
  const cells = [
    ['', NAMES[one.name], NAMES[other.name]],
    ...ROWS.map(([title, cell]) => [title, cell(one), cell(other)]),
  ];
  const [titles, first, second] = [0, 1, 2].map((column) => widest(cells.map((row) => row[column] ?? '')));
  const room = options.width - FRAME - (titles ?? 0);
  // The narrower column gets what it needs, the other what is left.
  const half = Math.floor(room / 2);
  const [left, right] = [first ?? 0, second ?? 0];
  const widths =
    left <= half ? [left, Math.min(right, room - left)] : [Math.max(half, room - right), Math.min(right, half)];
  return [
    ...(one.registry === null
      ? []
      : fold(`${one.registry}, seen from this pod and as the node sees it:`, options.width, '  ', '')),
    table(cells, {
      border: getBorderCharacters(options.unicode ? 'norc' : 'ramac'),
      columns: [{ width: titles ?? 0 }, ...widths.map((width) => ({ width: Math.min(width, room), wrapWord: true }))],
      drawHorizontalLine: (index, count) => index === 0 || index === 1 || index === count,
    }).trimEnd(),
    ...[one, other].flatMap(({ name, notSeen }) =>
      notSeen === null ? [] : fold(`${NAMES[name]}: ${notSeen}`, options.width, '  ', ''),
    ),
  ];
}

/** Columns of the longest line. */
function widest(texts: readonly string[]): number {
  return Math.max(...texts.flatMap((text) => text.split('\n')).map(({ length }) => length));
}

function networkOf({ name, network }: ReportView): string {
  return `${NETWORKS[network]}${name === 'node' && network === 'pod' ? ' (asked from here)' : ''}`;
}

function addressesOf({ registry, addresses, lookUp }: ReportView): string {
  if (addresses.length > 0) return addresses.join(', ');
  if (registry === null) return 'none to look up';
  // The name stands above the table already.
  const [, server, why] = /^lookup \S+?(?: on (\S+))?: (.*)$/.exec(lookUp ?? '') ?? [];
  if (why === undefined) return lookUp ?? 'not seen';
  return server === undefined ? why : `${why} (${server})`;
}

function clientsOf({ clients }: ReportView): string {
  if (clients.length === 0) return 'none judged';
  return clients
    .map(({ client, outcome, finding }) => `${client}: ${outcome}${finding === null ? '' : ` (${finding})`}`)
    .join('\n');
}
