import { cleanText } from '../../../text/clean.js';
import { HUB } from '../endpoint-address.js';
import { registriesInUse } from '../generated.js';
import type { AgentNode } from '../node.js';
import { cureOf, type Note, registriesNote, withKeyRenamed } from './note.js';

const NAME_LENGTH = 100;
/** Names of Docker Hub that no image has. */
const HUB_NAMES = new Set(['registry-1.docker.io', 'index.docker.io', 'hub.docker.com', 'registry.hub.docker.com']);

/** Keys of `mirrors` that match no image, or not the one asked for. */
export function mirrorNames(node: AgentNode, registry: string | null): readonly Note[] {
  const { mirrors } = registriesInUse(node);
  const has = (key: string): boolean => mirrors.some((mirror) => mirror.key === key);
  return mirrors.flatMap(({ key, endpoints }): Note[] => {
    const wanted = wantedKey(key) ?? (registry === null || has(registry) ? null : nearMiss(key, registry));
    if (wanted === null || wanted.key === key) return [];
    const { result, text } = node.registries;
    const line = result?.ok === true ? result.file.document.lineOf(['mirrors', key]) : null;
    const content = has(wanted.key) ? null : withKeyRenamed(text, line, key, wanted.key);
    const shown = cleanText(key, NAME_LENGTH);
    const note = registriesNote(node, ['mirrors', key], [wanted.key], {
      code: 'config-ignored-wrong-path',
      text: `mirrors ${shown} matches no image: ${wanted.why}; the key is ${cleanText(wanted.key, NAME_LENGTH)}`,
      meant: endpoints.some((each) => each.startsWith('http://')) ? 'insecure' : 'mirror',
      cure: cureOf(node, content),
    });
    return [note];
  });
}

function wantedKey(key: string): { key: string; why: string } | null {
  const bare = key.replace(/^[a-z]+:\/\//i, '').replace(/\/.*$/, '');
  const name = HUB_NAMES.has(bare) ? HUB : bare;
  if (HUB_NAMES.has(bare)) return { key: HUB, why: 'images of Docker Hub are looked up as docker.io' };
  if (key.includes('://')) return { key: name, why: 'keys are names as images have them, without a scheme' };
  return key.includes('/') ? { key: name, why: 'keys are whole registries, without a path' } : null;
}

function nearMiss(key: string, registry: string): { key: string; why: string } | null {
  if (key.toLowerCase() === registry.toLowerCase())
    return { key: registry, why: 'names are compared in their exact case' };
  const bare = (name: string): string => name.replace(/:\d+$/, '').toLowerCase();
  return bare(key) === bare(registry)
    ? { key: registry, why: `the port belongs to the name, and the image says ${registry}` }
    : null;
}
