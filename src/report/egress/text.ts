import { fold } from '../text/fold.js';
import { type Style, styleOf, type TextOptions } from '../text/style.js';
import { vantageLines } from '../text/vantage-lines.js';
import type { Destination, EgressDocument, EgressState, Purpose } from './schema.js';

const WORDS: Readonly<Record<Purpose, string>> = {
  registry: 'the registry',
  mirror: 'a mirror',
  tokens: 'tokens',
  blobs: 'layers, by a redirect of the registry',
  redirects: 'a redirect of the registry',
  uploads: 'uploads',
  proxy: 'the proxy',
  names: 'looking names up',
};

const COLORS: Readonly<Record<EgressState, 'green' | 'red' | 'yellow'>> = {
  open: 'green',
  refused: 'red',
  silent: 'red',
  unreachable: 'red',
  cut: 'red',
  unknown: 'yellow',
};

/** Columns of the word for a state. */
const STATE_COLUMNS = 11;
const INDENT = ' '.repeat(6);

/** The list for whoever runs the firewall: what this machine needs, then what each proxy needs in its place. */
export function renderEgressText(document: EgressDocument, options: TextOptions): string {
  const style = styleOf(options);
  const { vantage } = document;
  const own = document.destinations.filter(({ through }) => through === null);
  const proxies = [...new Set(document.destinations.flatMap(({ through }) => (through === null ? [] : [through])))];
  const lines = [
    style.paint('bold', `egress for ${document.operation} ${document.reference}`),
    ...vantageLines(vantage, options.width).map((line) => style.paint('dim', line)),
    '',
    ...section('From this machine, allow:', own, style, options),
  ];
  for (const proxy of proxies) {
    const behind = document.destinations.filter(({ through }) => through === proxy);
    const heading = `Through the proxy ${proxy}, where the proxy and what is behind it must let pass (from this machine the proxy's own port is enough):`;
    lines.push(...section(heading, behind, style, options));
  }
  for (const { what, why, needed } of document.unknown)
    lines.push(
      ...fold(`${style.symbol.unknown} unknown: ${what}: ${why}. Needed: ${needed}`, options.width, '  ', ''),
      '',
    );
  const color = document.verdict === 'ok' ? 'green' : document.verdict === 'broken' ? 'red' : 'yellow';
  lines.push(
    ...fold(`${document.verdict}: ${document.summary}`, options.width, '  ', '').map((line) =>
      style.paint([color, 'bold'], line),
    ),
  );
  return `${lines.join('\n')}\n`;
}

function section(heading: string, places: readonly Destination[], style: Style, options: TextOptions): string[] {
  if (places.length === 0) return [];
  return [
    ...fold(heading, options.width, '  ', '').map((line) => style.paint('bold', line)),
    ...places.flatMap((place) => placeLines(place, style, options)),
    '',
  ];
}

function placeLines(place: Destination, style: Style, options: TextOptions): string[] {
  const { state, host, port, protocol, clients, why, addresses } = place;
  const symbol = state === 'open' ? style.symbol.ok : state === 'unknown' ? style.symbol.unknown : style.symbol.fail;
  const shown = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  const others = addresses.filter(({ address }) => address !== host);
  const used = `for ${place.for.map((each) => WORDS[each]).join(', ')}; used by ${clients.join(', ')}`;
  return [
    `  ${style.paint(COLORS[state], `${symbol} ${state.padEnd(STATE_COLUMNS)}`)} ${shown} (${protocol})`,
    ...fold(used, options.width, INDENT),
    ...(others.length === 0
      ? []
      : fold(others.map((each) => `${each.address} ${each.state}`).join(', '), options.width, INDENT)),
    ...(why === null ? [] : fold(why, options.width, INDENT).map((line) => style.paint('dim', line))),
  ];
}
