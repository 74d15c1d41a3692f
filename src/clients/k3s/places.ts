import { posix } from 'node:path';
import type { ConfigurationPlace } from '../client.js';
import { generatedFiles, registriesInUse } from './generated.js';
import { type AgentNode, registriesPlaces } from './node.js';
import { otherPlaces } from './observations/other-programs.js';
import { templatePaths } from './template.js';
import { readsRegistries, writesHostsFiles } from './versions.js';

/** Directories of certs.d listed; real nodes have a handful. */
const MOST = 50;

/** All that could matter on a node, in the order the agent and then its containerd read it. */
export function agentPlaces(node: AgentNode, registry: string | null): readonly ConfigurationPlace[] {
  const { host, version, etcDirectory, configPath, certsDirectory, settings } = node;
  const place = (path: string, says: string): ConfigurationPlace => {
    const { kind } = host.files.read(path);
    return { path, found: kind === 'file' ? 'read' : kind === 'unreadable' ? 'unreadable' : 'absent', says };
  };
  const registries = registriesPlaces(node).map(
    (each): ConfigurationPlace =>
      each.found === 'read' && !readsRegistries(version)
        ? { ...each, found: 'ignored', says: 'this release does not know the file yet' }
        : each,
  );
  const templates = templatePaths(etcDirectory, version).map((path) =>
    place(path, 'template of your own for containerd, the first that exists'),
  );
  const files = registriesInUse(node)
    .configs.flatMap(({ tls }) => [tls?.caFile ?? '', tls?.certFile ?? '', tls?.keyFile ?? ''])
    .filter((path) => path !== '')
    .map((path) => place(path, 'named by registries.yaml'));
  return [
    ...settings.places,
    ...registries,
    ...files,
    ...templates,
    place(configPath, `containerd's configuration, written at every start`),
    ...(writesHostsFiles(version) ? hostsPlaces(node, certsDirectory, registry) : []),
    ...otherPlaces(node),
  ];
}

function hostsPlaces(
  { host, ...node }: AgentNode,
  root: string,
  registry: string | null,
): readonly ConfigurationPlace[] {
  const listed = host.files.list(root);
  const there = listed.kind === 'directory' ? listed.names : [];
  const coming = generatedFiles({ host, ...node }).flatMap(({ path, content }) =>
    content !== null && path.startsWith(`${root}/`) ? [posix.basename(posix.dirname(path))] : [],
  );
  const names = [...new Set([...there, ...coming])].filter(
    (name) => registry === null || name === registry || name === '_default',
  );
  return names.slice(0, MOST).map((name) => {
    const path = posix.join(root, name, 'hosts.toml');
    const found = host.files.read(path).kind === 'file' ? 'read' : 'absent';
    return { path, found, says: 'hosts of a registry, written at every start' };
  });
}
