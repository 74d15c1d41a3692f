import { posix } from 'node:path';
import { parseJson } from '../../../host/json.js';
import { parseToml } from '../../../host/toml.js';
import type { ConfigurationPlace, Observation } from '../../client.js';
import { hostsFor } from '../../containerd/hosts.js';
import type { RegistryHost } from '../../containerd/registry-host.js';
import { fileSource } from '../../containers-image/registries/text.js';
import { changedRegistries, type RegistriesChange } from '../edit.js';
import { registriesInUse } from '../generated.js';
import type { AgentNode } from '../node.js';
import { cureOf, type Note } from './note.js';

const DAEMON_JSON = '/etc/docker/daemon.json';
const REGISTRIES_CONF = '/etc/containers/registries.conf';
const CERTS = ['/etc/containerd/certs.d', '/etc/docker/certs.d', '/etc/containers/certs.d'];
const WHOSE: Readonly<Record<string, string>> = {
  '/etc/containerd/certs.d': 'a containerd of its own',
  '/etc/docker/certs.d': 'docker',
  '/etc/containers/certs.d': 'podman and CRI-O',
};
/** Entries looked at in another program's file. */
const MOST = 200;

/** Files of other programs that say something of the registry and don't count here; only where registries.yaml says nothing of it. */
export function otherPrograms(node: AgentNode, registry: string | null): readonly Note[] {
  if (registry === null || node.settings.otherRuntime !== null) return [];
  const { mirrors, configs } = registriesInUse(node);
  if (mirrors.some(({ key }) => key === registry) || configs.some(({ key }) => key === registry)) return [];
  const insecure: RegistriesChange = {
    endpoints: [{ registry, url: `http://${registry}` }],
    tls: [{ host: registry, insecureSkipVerify: true }],
  };
  const note = (
    path: string,
    line: number | null,
    whose: string,
    change: RegistriesChange,
    meant: Observation['meant'],
  ): Note => ({
    about: [registry],
    observation: {
      code: 'config-ignored-wrong-path',
      source: fileSource(path, line, ''),
      text: `${path} is a file of ${whose}; ${node.flavour.client} doesn't read it: what it says of ${registry} belongs in ${node.registries.path}`,
      meant,
      cure: cureOf(node, changedRegistries(node.registries.text, change)),
    },
  });
  const notes: Note[] = [];
  for (const root of CERTS) {
    const directory = posix.join(root, registry);
    if (node.host.files.list(directory).kind !== 'directory') continue;
    const change = changeOf(registry, hostsFor(node.host, node.containerdVersion, [root], registry).hosts);
    const meant = change.endpoints?.some(({ url }) => url.startsWith('http:')) ? 'insecure' : 'trust';
    if (change.endpoints?.length || change.tls?.length)
      notes.push(note(directory, null, WHOSE[root] ?? '', change, meant));
  }
  const conf = insecureTable(node, registry);
  if (conf !== null) notes.push(note(REGISTRIES_CONF, conf.line, 'podman and CRI-O', insecure, 'insecure'));
  const json = insecureEntry(node, registry);
  if (json !== null) notes.push(note(DAEMON_JSON, json.line, 'docker', insecure, 'insecure'));
  return notes;
}

/** The files above that are there, for the list of places. */
export function otherPlaces({ host, flavour }: AgentNode): readonly ConfigurationPlace[] {
  const files = [DAEMON_JSON, REGISTRIES_CONF].filter((path) => host.files.read(path).kind === 'file');
  const directories = CERTS.filter((path) => host.files.list(path).kind === 'directory');
  return [...directories, ...files].map((path) => ({
    path,
    found: 'ignored',
    says: `${flavour.client} reads registries.yaml only; this is for other programs`,
  }));
}

/** Hosts of another containerd's files as registries.yaml says them. */
function changeOf(registry: string, hosts: readonly RegistryHost[]): RegistriesChange {
  const urlOf = ({ scheme, host, path }: RegistryHost): string => `${scheme}://${host}${path === '/v2' ? '' : path}`;
  const own = `https://${registry === 'docker.io' ? 'registry-1.docker.io' : registry}`;
  const endpoints = hosts.map(urlOf).filter((url) => url !== own);
  const tls = hosts.flatMap(({ host, authorities, skipVerify }) => {
    const caFile = authorities[0]?.path;
    if (caFile === undefined && !skipVerify) return [];
    return [
      {
        host,
        ...(caFile === undefined ? {} : { caFile }),
        ...(skipVerify ? { insecureSkipVerify: true as const } : {}),
      },
    ];
  });
  // Each is put before those already there.
  return { endpoints: endpoints.toReversed().map((url) => ({ registry, url })), tls };
}

function insecureTable({ host }: AgentNode, registry: string): { line: number | null } | null {
  const read = host.files.read(REGISTRIES_CONF);
  const parsed = read.kind === 'file' ? parseToml(read.text) : null;
  if (parsed?.ok !== true) return null;
  const tables = (parsed.document.value as { registry?: unknown }).registry;
  if (!Array.isArray(tables)) return null;
  const index = tables.slice(0, MOST).findIndex((table: unknown) => {
    if (typeof table !== 'object' || table === null) return false;
    const { prefix, location, insecure } = table as { prefix?: unknown; location?: unknown; insecure?: unknown };
    return insecure === true && (prefix === registry || location === registry);
  });
  return index === -1 ? null : { line: parsed.document.lineOf(['registry', index]) };
}

function insecureEntry({ host }: AgentNode, registry: string): { line: number | null } | null {
  const read = host.files.read(DAEMON_JSON);
  const parsed = read.kind === 'file' ? parseJson(read.text) : null;
  const list =
    parsed?.ok === true
      ? (parsed.document.value as { 'insecure-registries'?: unknown } | null)?.['insecure-registries']
      : null;
  if (parsed?.ok !== true || !Array.isArray(list)) return null;
  const index = list.slice(0, MOST).indexOf(registry);
  return index === -1 ? null : { line: parsed.document.lineOf(['insecure-registries', index]) };
}
