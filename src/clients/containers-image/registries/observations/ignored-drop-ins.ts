import type { Host } from '../../../../host/host.js';
import type { Observation } from '../../../client.js';
import type { RegistriesConfig } from '../../registries-config.js';
import { LOOKALIKE_FILES, unreadFileObservation } from './unread-files.js';

/** Endings of files that somebody put aside on purpose, or that an editor or package manager left. */
const PUT_ASIDE =
  /(~|\.(bak|old|orig|save|sw[op]|tmp|disabled?|off|ignore|rpm(new|save|orig)|dpkg-(old|new|dist|bak)|apk-new|md))$/i;

/** Files in a drop-in directory that aren't read for want of `.conf`, and `.conf` files one directory too deep. */
export function ignoredDropIns(host: Host, config: RegistriesConfig, name: string | null): Observation[] {
  const found: Observation[] = [];
  const add = (path: string, why: string): void => {
    const observation = unreadFileObservation(host, config, path, name, why);
    if (observation !== null) found.push(observation);
  };
  for (const directory of config.searched.dropInDirectories) {
    for (const file of visibleNames(host, directory)) {
      const path = `${directory}/${file}`;
      if (host.files.read(path).kind === 'directory') {
        if (config.searched.dropInDirectories.includes(path)) continue;
        const nested = visibleNames(host, path).filter((inner) => inner.endsWith('.conf'));
        for (const inner of nested) add(`${path}/${inner}`, 'subdirectories of a drop-in directory are not read');
      } else if (!file.endsWith('.conf')) add(path, 'only files whose name ends in .conf are read');
    }
  }
  return found;
}

function visibleNames(host: Host, directory: string): readonly string[] {
  const listing = host.files.list(directory);
  if (listing.kind !== 'directory') return [];
  return listing.names.filter((name) => !name.startsWith('.') && !PUT_ASIDE.test(name)).slice(0, LOOKALIKE_FILES);
}
