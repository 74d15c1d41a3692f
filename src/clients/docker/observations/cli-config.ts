import { parseJson } from '../../../host/json.js';
import type { Observation } from '../../client.js';
import { decodeEntry } from '../../containers-image/auth/decode.js';
import { readAuthDocument } from '../../containers-image/auth/document.js';
import { fileSource } from '../../containers-image/registries/text.js';
import { dockerConfigPath, dockerKey } from '../../docker-credential.js';
import { tableOf } from '../daemon/config.js';
import { added, isNamed } from './elsewhere.js';
import type { Observed } from './observed.js';

/** Names of Docker Hub that are no key of its login. */
const HUB_NAMES = ['docker.io', 'index.docker.io', 'registry-1.docker.io', 'hub.docker.com', 'registry.hub.docker.com'];
const MOST = 8;

/** The CLI's config.json: settings of the engine in it, and logins that look meant for the registry and aren't used. */
export function cliObservations(observed: Observed): Observation[] {
  return [...engineSettings(observed), ...logins(observed)];
}

function engineSettings({ host, config }: Observed): Observation[] {
  const path = dockerConfigPath(host);
  const read = host.files.read(path);
  const parsed = read.kind === 'file' ? parseJson(read.text) : null;
  if (parsed?.ok !== true) return [];
  const root = tableOf(parsed.document);
  return ['insecure-registries', 'registry-mirrors'].flatMap((key): Observation[] => {
    const list = root[key];
    const entries = (Array.isArray(list) ? list : [])
      .filter((item): item is string => typeof item === 'string')
      .slice(0, 50);
    if (entries.length === 0 || (key === 'insecure-registries' && isNamed(config, entries))) return [];
    return [
      {
        code: 'config-wrong-dialect',
        source: fileSource(path, parsed.document.lineOf([key]), `${key} ${JSON.stringify(entries.slice(0, 5))}`),
        text: `${key} is a setting of the engine and has no effect in the CLI's ${path}; it belongs into ${config.start.configPath}.`,
        meant: key === 'insecure-registries' ? 'insecure' : 'mirror',
        cure: key === 'insecure-registries' ? added(config, entries) : [],
      },
    ];
  });
}

function logins({ host, registry, login }: Observed): Observation[] {
  if (registry === null || (login.credential !== null && login.missingHelper === null)) return [];
  const path = dockerConfigPath(host);
  const observation = (line: number | null, text: string): Observation => ({
    code: 'auth-near-miss',
    source: fileSource(path, line, ''),
    text,
    meant: 'credentials',
    cure: [],
  });
  if (login.missingHelper !== null) {
    const { program, source } = login.missingHelper;
    return [
      observation(source.line, `the login is kept by ${program}, which is not on this machine: docker asks without it`),
    ];
  }
  const read = readAuthDocument(host.files, path, false);
  if (!read.ok || read.document === null) return [];
  const key = dockerKey(registry);
  return read.document.entries
    .flatMap((entry): Observation[] => {
      if (decodeEntry(entry).kind !== 'secret') return [];
      const reason = whyNot(entry.key, registry);
      if (reason === null) return [];
      const edits = [{ path, pointer: pointer(key), from: pointer(entry.key) }];
      return [
        { ...observation(entry.line, `the login under ${entry.key} is not used for ${registry}: ${reason}`), edits },
      ];
    })
    .slice(0, MOST);
}

/** Why a key that looks meant isn't the registry's; null where it is about something else. */
function whyNot(key: string, registry: string): string | null {
  const found = key.replace(/^https?:\/\//, '').split('/')[0] ?? '';
  if (registry === 'docker.io') return HUB_NAMES.includes(found) ? `Docker Hub's key is ${dockerKey(registry)}` : null;
  if (found === registry) return null;
  if (found.toLowerCase() === registry.toLowerCase()) return 'keys are compared with their case';
  const bare = (name: string): string => name.replace(/:\d+$/, '').toLowerCase();
  if (bare(found) !== bare(registry)) return null;
  return /:\d+$/.test(found) ? `its port is not that of ${registry}` : 'the port is missing';
}

function pointer(key: string): string {
  return `/auths/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
