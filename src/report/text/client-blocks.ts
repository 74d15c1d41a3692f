import { duration } from '../duration.js';
import type { Report, ReportClient } from '../schema.js';
import { fixedWalkOf } from './fixed-walk.js';
import { fold } from './fold.js';
import type { Style, TextOptions } from './style.js';
import { waterfallLines } from './waterfall.js';

/** What each client meets, step by step. Clients that would do the same are shown once. */
export function clientBlocks({ clients, findings }: Report, style: Style, options: TextOptions): string[][] {
  return sameWalks(clients).map((group) => blockOf(group, findings, style, options));
}

function sameWalks(clients: readonly ReportClient[]): ReportClient[][] {
  const id = ({ outcome, predictedMs, attempts }: ReportClient): string =>
    JSON.stringify([outcome, predictedMs, attempts.map((each) => [each.url, each.step, each.outcome, each.ms])]);
  return [...Map.groupBy(clients, id).values()];
}

function blockOf(
  group: readonly ReportClient[],
  findings: Report['findings'],
  style: Style,
  options: TextOptions,
): string[] {
  const [client] = group;
  if (client === undefined) return [];
  const names = group
    .map(
      ({ client: name, version, versionFrom }) => `${name} ${version}${versionFrom === 'assumed' ? ' (assumed)' : ''}`,
    )
    .join(', ');
  const time =
    client.bound === 'unbounded'
      ? ', waits for ever'
      : client.outcome === 'unknown' && client.predictedMs === 0
        ? ''
        : `, ${client.bound === 'atLeast' ? 'at least ' : ''}${duration(client.predictedMs)}`;
  const basis = group.every(({ basis: known }) => known === 'run')
    ? ''
    : ' (this version: from its source, not run here)';
  const fixed = group.map(({ client: name }) => fixedWalkOf(name, findings)).find((walk) => walk !== null) ?? null;
  const sources = options.verbose ? client.sources : [];
  return [
    ...fold(`${names}: ${client.outcome}${time}${basis}`, options.width, '  ', '').map((line) =>
      style.paint('bold', line),
    ),
    ...waterfallLines(client, fixed, style, options),
    ...sources.map(({ path, line, says }) =>
      style.paint('dim', `    decided by ${path}${line === null ? '' : `:${line}`} ${says}`),
    ),
  ];
}
