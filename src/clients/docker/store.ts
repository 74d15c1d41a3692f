import { posix } from 'node:path';
import type { Source } from '../../host/source.js';
import { versionAtLeast } from '../version.js';
import type { DaemonConfig } from './daemon/config.js';

/** What pulls: distribution's client, BuildKit's resolver, or containerd's with hosts.toml. */
export interface Store {
  readonly kind: 'graphdriver' | 'buildkit' | 'containerd';
  readonly source: Source;
  /** The engine doesn't start with this combination. */
  readonly stop?: string;
}

/** The key counts from here on (moby `daemon/containerd`). */
const FEATURE_SINCE = '23.0';
/** `daemon/hosts.go` takes BuildKit's place from here on. */
const HOSTS_SINCE = '28.0';
/** New installations keep images in containerd from here on. */
const DEFAULT_SINCE = '29.0';

/** Drivers that an engine from 29 on knows; data of any but vfs makes it stay with them (moby `daemon/graphdriver/driver.go`: scanPriorDrivers). */
const GRAPH_DRIVERS = ['btrfs', 'fuse-overlayfs', 'overlay2', 'vfs', 'zfs'];

/** Which image store an engine uses and why (moby `daemon/image_store_choice.go`: determineImageStoreChoice, `daemon/command/daemon_linux.go`). */
export function imageStore(config: DaemonConfig): Store {
  const { version } = config;
  const feature = config.features['containerd-snapshotter'];
  const fromFeature: Source = featureSource(config);
  const program = (says: string): Source => ({ kind: 'program', name: `docker ${version}`, line: null, says });
  const containerd = versionAtLeast(version, HOSTS_SINCE) ? 'containerd' : 'buildkit';
  if (!versionAtLeast(version, FEATURE_SINCE))
    return { kind: 'graphdriver', source: program('images are kept by a graph driver') };
  if (feature === true) {
    const remapped = config.userNamespace;
    if (remapped !== null && versionAtLeast(version, DEFAULT_SINCE)) {
      const stop =
        'containerd-snapshotter is explicitly enabled, but is not compatible with userns remapping. Please disable userns remapping or containerd-snapshotter';
      return { kind: 'graphdriver', source: remapped.source, stop };
    }
    return { kind: containerd, source: fromFeature };
  }
  if (feature === false) return { kind: 'graphdriver', source: fromFeature };
  if (!versionAtLeast(version, DEFAULT_SINCE))
    return {
      kind: 'graphdriver',
      source: program('images are kept by a graph driver unless features.containerd-snapshotter is true'),
    };
  if (config.userNamespace !== null) return { kind: 'graphdriver', source: config.userNamespace.source };
  const prior = priorDriver(config);
  if (prior !== null)
    return {
      kind: 'graphdriver',
      source: { kind: 'file', name: prior, line: null, says: 'images of a graph driver are there already' },
    };
  if (config.driver !== null && GRAPH_DRIVERS.includes(config.driver.text))
    return { kind: 'graphdriver', source: config.driver.source };
  return {
    kind: 'containerd',
    source: config.driver?.source ?? program('new installations keep images in containerd'),
  };
}

function priorDriver(config: DaemonConfig): string | null {
  for (const driver of GRAPH_DRIVERS) {
    if (driver === 'vfs') continue;
    const path = posix.join(config.dataRoot, driver);
    const listed = config.host.files.list(path);
    if (listed.kind === 'directory' && listed.names.length > 0) return path;
  }
  return null;
}

function featureSource({ file, start, features }: DaemonConfig): Source {
  const says = `features.containerd-snapshotter = ${features['containerd-snapshotter']}`;
  const line = file.ok ? file.document.lineOf(['features', 'containerd-snapshotter']) : null;
  if (line === null && start.flags.has('feature')) return { kind: 'flag', name: '--feature', line: null, says };
  return { kind: 'file', name: start.configPath, line, says };
}
