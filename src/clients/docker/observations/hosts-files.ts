import { posix } from 'node:path';
import type { Observation } from '../../client.js';
import { hostsFor } from '../../containerd/hosts.js';
import { fileSource } from '../../containers-image/registries/text.js';
import { engineBuild } from '../engine.js';
import { imageStore } from '../store.js';
import { cure } from './entries.js';
import type { Observed } from './observed.js';

/** What containerd would make of a file, whichever release. */
const ANY_RELEASE = '2.2.0';

/** hosts.toml where nothing reads it, what containerd's library drops of it where it does, and daemon.json where hosts.toml has the say. */
export function hostsFileObservations({ host, config, registry }: Observed): Observation[] {
  if (registry === null) return [];
  const { certsDirectory } = config.start;
  const { kind } = imageStore(config);
  if (kind === 'containerd') {
    const { hosts, observations } = hostsFor(
      host,
      engineBuild(config.version).containerdLibrary,
      [certsDirectory],
      registry,
    );
    const entry = config.insecureNames.get(registry);
    if (hosts.length < 2 || entry === undefined) return [...observations];
    const text = `insecure-registries ${registry} has no effect: hosts.toml names hosts for this registry, and then daemon.json is not asked.`;
    return [...observations, { code: 'config-conflict', source: entry, text, meant: 'insecure', cure: [] }];
  }
  return ['', '_default'].flatMap((fallback): Observation[] => {
    const path = posix.join(certsDirectory, fallback === '' ? registry : fallback, 'hosts.toml');
    if (host.files.read(path).kind !== 'file') return [];
    const { hosts } = hostsFor(host, ANY_RELEASE, [certsDirectory], registry);
    const open = hosts.some((each) => each.host === registry && (each.scheme === 'http' || each.skipVerify));
    if (open && config.insecureNames.has(registry)) return [];
    return [
      {
        code: 'config-wrong-dialect',
        source: fileSource(path, null, ''),
        text: `${path} is not read: the image store of this engine knows no hosts.toml; it asks daemon.json and the certificates beside the file.`,
        meant: open ? 'insecure' : 'mirror',
        cure: open ? cure(config, registry) : [],
      },
    ];
  });
}
