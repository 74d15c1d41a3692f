import { cleanText } from '../../../text/clean.js';
import type { Observation } from '../../client.js';
import { changedRegistries } from '../edit.js';
import { endpointAddress, HUB, hostOf } from '../endpoint-address.js';
import { registriesInUse } from '../generated.js';
import { configFor } from '../host-configs.js';
import type { AgentNode } from '../node.js';
import type { ConfigEntry, MirrorEntry } from '../registries-file.js';
import { cureOf, type Note, registriesNote } from './note.js';

const NAME_LENGTH = 100;
/** Told of one file. */
const MOST = 10;

/** Settings under `configs` that lie under another name than that of the endpoint which is contacted. */
export function endpointSettings(node: AgentNode, registry: string | null): readonly Note[] {
  const { mirrors, configs } = registriesInUse(node);
  const notes: Note[] = [];
  for (const mirror of mirrors) {
    for (const host of contacted(mirror)) {
      if (configFor(configs, host) !== null) continue;
      for (const config of configs) {
        const why = whyNot(config, mirror, host);
        if (why !== null) notes.push(...misplaced(node, mirror.key, config, host, why));
      }
    }
  }
  if (registry !== null && !mirrors.some(({ key }) => key === registry || key === '*')) {
    const host = hostOf(registry);
    for (const config of configFor(configs, registry) === null ? configs : [])
      if (sameName(config.key, registry))
        notes.push(...misplaced(node, registry, config, host, 'keys match with their port'));
  }
  return notes.slice(0, MOST);
}

function whyNot({ key }: ConfigEntry, mirror: MirrorEntry, host: string): string | null {
  if (key === '*' || key === host) return null;
  if (sameName(key, host)) return 'keys match with their port, without a scheme, in their exact case';
  const isMirrored = key === mirror.key || key === hostOf(mirror.key);
  return isMirrored
    ? `${host} is what is contacted for images of ${mirror.key}, and settings lie under the name contacted`
    : null;
}

function misplaced(node: AgentNode, mirrored: string, config: ConfigEntry, host: string, why: string): Note[] {
  const { key, tls, auth } = config;
  const notes: Note[] = [];
  const about = mirrored === '*' ? null : [mirrored];
  const says = (what: string): string =>
    `${what} under configs ${cleanText(key, NAME_LENGTH)} is not used for ${cleanText(host, NAME_LENGTH)}: ${cleanText(why, 300)}; the key is ${cleanText(host, NAME_LENGTH)}`;
  const change = {
    host,
    ...(tls?.caFile ? { caFile: tls.caFile } : {}),
    ...(tls?.insecureSkipVerify ? { insecureSkipVerify: true as const } : {}),
  };
  const meant: Observation['meant'] = tls?.caFile || tls?.certFile ? 'trust' : 'insecure';
  if (tls !== null && (tls.caFile !== '' || tls.certFile !== '' || tls.insecureSkipVerify)) {
    const content = changedRegistries(node.registries.text, { tls: [change] });
    const what = tls.caFile !== '' ? `ca_file ${cleanText(tls.caFile, NAME_LENGTH)}` : 'tls';
    const path = ['configs', key, 'tls', ...(tls.caFile === '' ? [] : ['ca_file'])];
    notes.push(
      registriesNote(node, path, about, {
        code: 'config-ignored-wrong-path',
        text: says(what),
        meant,
        cure: cureOf(node, content),
      }),
    );
  }
  // Credentials of a registry are its own: only another spelling of the same host is a near miss.
  if (auth !== null && auth.kind !== 'none' && sameName(key, host)) {
    const pointer = (name: string): string => `/configs/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const edits = [{ path: node.registries.path, pointer: pointer(host), from: pointer(key) }];
    const path = ['configs', key, 'auth'];
    notes.push(
      registriesNote(node, path, about, {
        code: 'auth-near-miss',
        text: says('the login'),
        meant: 'credentials',
        edits,
      }),
    );
  }
  return notes;
}

/** Hosts of a mirror's endpoints, by the name under which settings are looked up. */
function contacted({ endpoints }: MirrorEntry): readonly string[] {
  const hosts = endpoints.map((typed) => endpointAddress(typed, null)?.registry ?? '');
  return [...new Set(hosts.filter((host) => host !== ''))];
}

function sameName(one: string, other: string): boolean {
  const bare = (name: string): string =>
    name
      .replace(/^[a-z]+:\/\//i, '')
      .replace(/\/.*$/, '')
      .replace(/:\d+$/, '')
      .toLowerCase();
  const hub = (name: string): string => (name === 'registry-1.docker.io' || name === 'index.docker.io' ? HUB : name);
  return one !== other && hub(bare(one)) === hub(bare(other));
}
