import type { Source } from '../../../host/source.js';
import type { RegistriesConfig } from '../registries-config.js';
import { findRegistry } from './match.js';
import { goQuote } from './text.js';

/** Null where the name is free; else the program's text and what blocks it. */
export type BlockedResult = { readonly text: string; readonly source: Source } | null;

/**
 * Whether a client for this name is refused (containers/image, docker/docker_client.go `newDockerClientFromRef`).
 * `name` is the name as rewritten, so an entry whose location has another prefix blocks nothing.
 */
export function isBlocked(config: RegistriesConfig, name: string): BlockedResult {
  const entry = findRegistry(config, name);
  if (entry === null || !entry.blocked) return null;
  const { mainFiles, dropInDirectories } = config.searched;
  const places =
    config.generation === 'classic'
      ? `${mainFiles[0] ?? ''} or ${dropInDirectories.at(-1) ?? ''}`
      : `one of [${[...mainFiles, ...dropInDirectories].map(goQuote).join(' ')}]`;
  return {
    text: `registry ${entry.prefix} is blocked in ${places}`,
    source: entry.blockedSource ?? entry.source,
  };
}
