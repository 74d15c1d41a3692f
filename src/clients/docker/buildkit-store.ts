import { posix } from 'node:path';
import type { PlanNode } from '../../plan/nodes.js';
import { buildkitHosts } from '../buildkit/hosts.js';
import { EMPTY_TABLE, type RegistryTable } from '../buildkit/registry-table.js';
import type { RegistryHost } from '../containerd/registry-host.js';
import { bySecurity } from './by-security.js';
import type { DaemonConfig } from './daemon/config.js';
import { CGO, type EngineBuild } from './engine.js';

/** In a table for BuildKit: what an insecure registry is there. */
const OPEN = { http: true, insecure: true } as const;
/** The engine wraps insecure hosts once more, by the rules BuildKit had from here on (moby `daemon/containerd/resolver.go`: httpFallback). */
const OWN_FALLBACK = '0.14.0';

/**
 * The hosts of engines 23 to 27 with the containerd store, by BuildKit's rules (moby `daemon/daemon.go`: RegistryHosts): a table for each exact entry of
 * insecure-registries, for Docker Hub's mirrors and each directory of certs.d; networks count for the registry asked only. hosts.toml isn't read.
 */
export function buildkitStoreHosts(
  config: DaemonConfig,
  build: EngineBuild,
  registry: string,
  plan: (hosts: readonly RegistryHost[]) => PlanNode,
): PlanNode {
  const { host, start } = config;
  const withCertificates = (table: RegistryTable, name: string): RegistryTable => {
    const path = posix.join(start.certsDirectory, name);
    const source = { kind: 'file', name: path, line: null, says: '' } as const;
    return { ...table, certificateDirectories: [{ path, source }] };
  };
  const tables = new Map<string, RegistryTable>();
  const listed = host.files.list(start.certsDirectory);
  for (const name of listed.kind === 'directory' ? listed.names : [])
    tables.set(name, withCertificates(EMPTY_TABLE, name));
  for (const [name, source] of config.insecureNames)
    tables.set(name, withCertificates({ ...EMPTY_TABLE, ...OPEN, sources: [source] }, name));
  tables.set('docker.io', withCertificates({ ...EMPTY_TABLE, mirrors: config.mirrors }, 'docker.io'));
  const version = build.buildkit.startsWith('0.11') ? build.buildkit : OWN_FALLBACK;
  const hosts = (all: ReadonlyMap<string, RegistryTable>): PlanNode =>
    plan(buildkitHosts(host.files, all, registry, version));
  return bySecurity(config, registry, { cgo: CGO, goVersion: build.goVersion }, (insecure) => {
    if (!insecure || tables.has(registry)) return hosts(tables);
    const opened = withCertificates({ ...EMPTY_TABLE, ...OPEN, sources: [config.insecureSource] }, registry);
    return hosts(new Map([...tables, [registry, opened]]));
  });
}
