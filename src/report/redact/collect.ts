import type { Report } from '../schema.js';
import { isAddress } from './addresses.js';
import { textsIn } from './map-texts.js';
import type { Names } from './names.js';

/** Namespaces and accounts that every cluster has. */
export const EVERYBODYS = /^(?:default|kube-system|kube-public|kube-node-lease|root|nobody)$/;
/** Learns the names that stand where a report holds names, so that they are known wherever else they stand, even if they are ordinary words. */
export function collectNames(report: Report, names: Names): void {
  for (const text of textsIn(report)) names.addresses.avoid(text);
  const { reference, vantage, rights, views, inputs } = report;
  if (reference.registry !== null) names.host(reference.registry);
  if (reference.repository !== null) names.repository(reference.repository);
  if (rights != null) names.repository(rights.repository);
  for (const { registry } of views ?? []) if (registry !== null) names.host(registry);
  const { namespace, pod, serviceAccount, node } = vantage.kubernetes ?? {};
  for (const name of [namespace, pod, serviceAccount, node])
    if (name != null && !EVERYBODYS.test(name)) names.word(name, 'name');
  for (const key of Object.keys(report.facts)) collectFromKey(key, names);
  collectFromFiles(inputs, names);
}

function collectFromKey(key: string, names: Names): void {
  const [kind, , name = ''] = key.split(' ');
  if (kind === 'dns') names.host(name.replace(/\.$/, ''));
  const serverName = kind === 'tls' ? / name=(\S+)/.exec(key)?.[1] : undefined;
  if (serverName !== undefined && serverName !== '-') names.host(serverName);
}

/** Names in the files that have nothing but names in them. */
function collectFromFiles(inputs: Report['inputs'], names: Names): void {
  const lines = (path: string): string[][] =>
    textAt(inputs, path)
      .split('\n')
      .map((line) => line.replace(/#.*/, '').trim().split(/\s+/));
  for (const [address = '', ...hosts] of lines('/etc/hosts'))
    if (isAddress(address)) for (const host of hosts) names.host(host);
  for (const [word = ''] of lines('/etc/hostname')) names.host(word);
  for (const [key, ...domains] of lines('/etc/resolv.conf'))
    if (key === 'search' || key === 'domain') for (const domain of domains) names.host(domain.replace(/\.$/, ''));
}

function textAt(inputs: Report['inputs'], path: string): string {
  const file = (inputs['files'] as Record<string, { read?: { text?: unknown } | null } | undefined> | undefined)?.[
    path
  ];
  const text = file?.read?.text;
  return typeof text === 'string' ? text : '';
}
