import { cleanText } from '../../../text/clean.js';
import { HUB } from '../endpoint-address.js';
import type { AgentNode } from '../node.js';
import {
  knowsHubCredentials,
  readsRegistries,
  rewrites,
  writesHostsFiles,
  writesIdentityToken,
  writesSkipVerify,
} from '../versions.js';
import { type Note, registriesNote } from './note.js';
import { aboutOf } from './unknown-keys.js';

/** Settings that this release doesn't know yet. */
export function versionNotes(node: AgentNode): readonly Note[] {
  const { registries, flavour, version, etcDirectory } = node;
  if (registries.result?.ok !== true) return [];
  const { mirrors, configs } = registries.result.file;
  const shown = cleanText(version, 40);
  if (!readsRegistries(version)) {
    const text = `${flavour.client} ${shown} doesn't know registries.yaml (0.10.0 was the first): only ${etcDirectory}/config.toml.tmpl with [plugins.cri.registry.mirrors] counts`;
    return [registriesNote(node, [], null, { code: 'config-ignored-wrong-path', text, meant: 'mirror' })];
  }
  const notes: Note[] = [];
  const say = (
    path: readonly string[],
    about: Note['about'],
    what: string,
    since: string,
    meant: 'insecure' | 'mirror' | 'credentials',
  ): void => {
    const text = `${flavour.client} ${shown} takes ${what} without a word and does nothing with it; ${since} was the first that does`;
    notes.push(registriesNote(node, path, about, { code: 'config-unknown-key', text, meant }));
  };
  for (const { key, tls, auth } of configs) {
    const about = aboutOf(node, 'configs', key);
    if (tls?.insecureSkipVerify && !writesSkipVerify(version))
      say(['configs', key, 'tls', 'insecure_skip_verify'], about, 'insecure_skip_verify', '1.19.1', 'insecure');
    if (auth?.kind === 'identity-token' && !writesIdentityToken(version))
      say(['configs', key, 'auth', 'identity_token'], about, 'identity_token', '1.0.1', 'credentials');
    if (key === '*' && !writesHostsFiles(version))
      say(['configs', key], null, 'configs "*"', 'January 2024 (1.26.13, 1.27.10, 1.28.6, 1.29.1)', 'insecure');
    if (key === HUB && auth !== null && !knowsHubCredentials(version))
      say(
        ['configs', key, 'auth'],
        [HUB],
        'a login under docker.io (the key is registry-1.docker.io)',
        'July 2025 (1.31.11, 1.32.7, 1.33.3)',
        'credentials',
      );
  }
  for (const { key, rewrites: patterns } of mirrors)
    if (patterns.length > 0 && !rewrites(version))
      say(['mirrors', key, 'rewrite'], key === '*' ? null : [key], 'rewrite', '1.21.0', 'mirror');
  return notes;
}
