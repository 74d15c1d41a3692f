import type { Host, RunningProcess } from '../../../host/host.js';
import { CONFIG_PATH } from './series.js';

/** dockerd starts a containerd of its own, with a file there. */
const OF_DOCKER = /^\/(?:var\/)?run\/docker\//;
const LONGEST_PATH = 4096;

/** The containerd that serves CRI, as far as processes can be seen: not the one that dockerd has started for itself. */
export function runningContainerd(host: Host): RunningProcess | null {
  return (
    host.processes.find(
      (each) => each.name === 'containerd' && !OF_DOCKER.test(configArgument(each.arguments) ?? ''),
    ) ?? null
  );
}

/** Where containerd's configuration is: what the running daemon was started with, else the default. `given`: the daemon was told, and a missing file stops it. */
export function configPath(host: Host): { readonly path: string; readonly given: boolean } {
  const running = runningContainerd(host);
  const argument = running === null ? null : configArgument(running.arguments);
  return argument === null ? { path: CONFIG_PATH, given: false } : { path: argument, given: true };
}

/** `--config PATH`, `-c PATH` or `--config=PATH`; relative paths can't be followed. */
function configArgument(words: readonly string[]): string | null {
  for (const [index, word] of words.entries()) {
    const found = /^--?(?:config|c)(?:=(.*))?$/s.exec(word);
    if (found === null) continue;
    const path = found[1] ?? words[index + 1] ?? '';
    if (path.startsWith('/') && path.length < LONGEST_PATH) return path;
  }
  return null;
}
