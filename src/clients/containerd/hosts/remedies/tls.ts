import { posix } from 'node:path';
import type { Host } from '../../../../host/host.js';
import type { Remedy } from '../../../client.js';
import { tomlList, withKey } from '../edit.js';
import type { Base } from './base.js';
import { type HostTable, hostTables } from './tables.js';

const UNCHECKED = 'nobody checks who answers there then: anyone on the way can read and change what is pulled';
/** Names for the file, first free one first. */
const AUTHORITY_NAMES = ['ca.crt', 'regdoctor-ca.crt'];

/** A change to one table of a text, or null where it can't be made. */
type Change = (text: string, table: HostTable) => string | null;

/**
 * The certificate written beside hosts.toml and named in it, for `server` and for every `[host]` of the same name. Without a hosts.toml the file
 * alone is enough (Docker's layout).
 */
export function trusted(host: Host, base: Base, registry: string, endpoint: string, pem: string): Remedy[] {
  const content = pem.endsWith('\n') ? pem : `${pem}\n`;
  const name = AUTHORITY_NAMES.find((each) => {
    const read = host.files.read(posix.join(base.directory, each));
    return read.kind === 'absent' || (read.kind === 'file' && read.text === content);
  });
  if (name === undefined) return [];
  const certificate = { path: posix.join(base.directory, name), content };
  const told = { prose: [], limits: [], reload: 'none needed' };
  if (base.text === null) {
    return [{ summary: `trust the certificate for ${endpoint} in ${certificate.path}`, files: [certificate], ...told }];
  }
  const text = changedFor(base.text, registry, endpoint, (current, { at, table }) =>
    withKey(current, at, 'ca', authorities(table['ca'], name)),
  );
  if (text === null) return [];
  const path = posix.join(base.directory, 'hosts.toml');
  const summary = `trust the certificate for ${endpoint}: ${certificate.path}, named in hosts.toml`;
  return [{ summary, files: [certificate, { path, content: text }], ...told }];
}

function authorities(value: unknown, name: string): string {
  const before = (Array.isArray(value) ? value : [value]).filter((each) => typeof each === 'string');
  const all = [...new Set([...before, name])];
  return all.length === 1 ? JSON.stringify(name) : tomlList(all);
}

/** Verification off where the endpoint is asked; https stays. */
export function unverified(base: Base, registry: string, endpoint: string): Remedy[] {
  const path = posix.join(base.directory, 'hosts.toml');
  const before = base.text ?? written(base, registry);
  const text = changedFor(before, registry, endpoint, (current, { at }) => withKey(current, at, 'skip_verify', 'true'));
  if (text === null) return [];
  return [
    {
      summary: `switch certificate verification off for ${endpoint} in ${path}`,
      files: [{ path, content: text }],
      prose: [],
      limits: [UNCHECKED],
      reload: 'none needed',
    },
  ];
}

/** A hosts.toml that says what holds without one; client certificates of Docker's layout are named in it. */
function written({ clientPairs }: Base, registry: string): string {
  const url = `https://${registry === 'docker.io' ? 'registry-1.docker.io' : registry}`;
  const pairs = clientPairs.map(({ path, keyPath }) => tomlList([path, keyPath]));
  const client = pairs.length === 0 ? [] : [`client = [${pairs.join(', ')}]`];
  const host = [
    `[host.${JSON.stringify(url)}]`,
    ...['capabilities = ["pull", "resolve", "push"]', ...client].map(indented),
  ];
  return `${[`server = ${JSON.stringify(url)}`, ...client, '', ...host].join('\n')}\n`;
}

function indented(line: string): string {
  return `  ${line}`;
}

/**
 * The change made to every https table of the endpoint; where none names it (a token server, which is reached with the host's own settings) to all.
 * Plain http tables stay out: a TLS setting there would mean https first.
 */
function changedFor(text: string, registry: string, endpoint: string, change: Change): string | null {
  const tables = hostTables(text, registry).filter(({ scheme }) => scheme === 'https');
  const named = tables.filter(({ host }) => sameHost(host, endpoint));
  const meant = named.length === 0 ? tables : named;
  if (meant.length === 0) return null;
  return meant.reduce<string | null>((current, table) => current && change(current, table), text);
}

function sameHost(host: string, endpoint: string): boolean {
  const bare = (name: string): string => name.replace(/:443$/, '').toLowerCase();
  return bare(host) === bare(endpoint);
}
