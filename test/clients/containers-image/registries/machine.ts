import { loadRegistries } from '../../../../src/clients/containers-image/registries/load.js';
import type { RegistriesConfig } from '../../../../src/clients/containers-image/registries-config.js';
import type { Host } from '../../../../src/host/host.js';
import { type MemoryOptions, memoryFiles } from '../../../../src/host/memory-files.js';
import { resolverConfig } from '../../../../src/host/resolver-files.js';

/** What of a machine a test cares about. */
export interface MachineOptions extends MemoryOptions {
  readonly environment?: Readonly<Record<string, string>>;
  readonly uid?: number;
  readonly home?: string;
}

/** A host out of a table of files; root with /root as home unless told otherwise. */
export function machine(files: Readonly<Record<string, string>>, options: MachineOptions = {}): Host {
  const tree = memoryFiles(files, options);
  const environment = options.environment ?? {};
  return {
    files: tree,
    environment,
    home: options.home ?? '/root',
    uid: options.uid ?? 0,
    platform: { os: 'linux', architecture: 'amd64', variant: null },
    nowMs: 0,
    resolver: resolverConfig(tree, environment),
    libc: 'glibc',
    processes: [],
  };
}

/** The system's registries.conf with this text, loaded as the classic generation does; fails the test on a load error. */
export function configOf(text: string, dropIns: Readonly<Record<string, string>> = {}): RegistriesConfig {
  const files = Object.entries(dropIns).map(([name, content]) => [
    `/etc/containers/registries.conf.d/${name}`,
    content,
  ]);
  const host = machine({ '/etc/containers/registries.conf': text, ...Object.fromEntries(files) });
  const result = loadRegistries(host, { generation: 'classic', explicitPath: null });
  if (!result.ok) throw new Error(result.text);
  return result.config;
}
