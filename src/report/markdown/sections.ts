import { duration } from '../duration.js';
import type { Report } from '../schema.js';
import { code, fence, heading, inline, table } from './inline.js';

/** What most reports don't have: each section is empty where there is nothing to say. */

/** Pod and node side by side. */
export function viewsSection({ views = [] }: Report): string[] {
  if (views.length < 2) return [];
  const rows = views.map(({ name, files, network, nameServers, addresses, lookUp, clients }) => [
    name === 'pod' ? 'this pod' : 'the node',
    code(files),
    network,
    nameServers.map(code).join(', ') || 'none',
    addresses.length > 0 ? addresses.map(code).join(', ') : inline(lookUp ?? 'not seen'),
    clients
      .map(
        ({ client, outcome, finding }) =>
          `${inline(client)}: ${outcome}${finding === null ? '' : ` (${inline(finding)})`}`,
      )
      .join('; ') || 'none judged',
  ]);
  const hidden = views.flatMap(({ name, notSeen }) => (notSeen === null ? [] : [`- ${name}: ${inline(notSeen)}`]));
  return [
    ...table(['seen from', 'files', 'network', 'name servers', 'addresses', 'clients'], rows),
    '',
    ...hidden,
    ...(hidden.length > 0 ? [''] : []),
  ];
}

/** What buildah and podman can do with their storage (`--storage`). @param level of the report's own heading. */
export function storageSection({ storage }: Report, level: number): string[] {
  if (storage === undefined) return [];
  const rows = storage.prospects.map(({ client, installed, operation, outcome, driver, says }) => [
    `${client} ${operation}${installed ? '' : ' (not installed here)'}`,
    outcome === 'works' ? outcome : `**${outcome}**`,
    inline(driver ?? ''),
    outcome === 'works' ? '' : inline(says ?? ''),
  ]);
  return [
    `${heading(level + 1)} Storage of images on this machine`,
    '',
    inline(storage.summary),
    '',
    ...table(['what', 'outcome', 'driver', 'says'], rows),
    '',
  ];
}

/** What the real programs did (`--prove`). @param level of the report's own heading. */
export function provenSection({ clients }: Report, level: number): string[] {
  const proven = clients.flatMap(({ client, outcome, predictedMs, real }) =>
    real === null ? [] : [{ client, outcome, predictedMs, real }],
  );
  if (proven.length === 0) return [];
  const rows = proven.map(({ client, outcome, predictedMs, real }) => [
    `${inline(client)} ${inline(real.version ?? '')}`,
    `${outcome}, ${duration(predictedMs)}`,
    `${real.outcome}, ${duration(real.ms)}`,
    real.agrees === 'yes'
      ? 'yes'
      : `**${real.agrees}**${real.difference === null ? '' : `: ${inline(real.difference)}`}`,
    real.says === null ? '' : code(real.says),
  ]);
  const toReport = proven.flatMap(({ real }) => (real.toReport === null ? [] : [real.toReport]));
  return [
    `${heading(level + 1)} What the real programs did`,
    '',
    ...table(['client', 'predicted', 'real', 'as predicted', 'its words'], rows),
    '',
    ...toReport.flatMap((text) => [
      'regdoctor is wrong here, or the program is not what it seems. Lines for an issue (hosts and names are replaced):',
      '',
      ...fence(text.split('\n'), 'text'),
      '',
    ]),
  ];
}

/** Who may do what with the repository. */
export function rightsLine({ rights }: Report): string[] {
  return rights?.says ? [`Rights: ${inline(rights.says)}`, ''] : [];
}
