import { posix } from 'node:path';
import { parseJson } from '../../../../host/json.js';
import { parseToml } from '../../../../host/toml.js';
import type { Observation } from '../../../client.js';
import { hostsDirectory } from '../../hosts-directory.js';
import { isFree, type NewFile, withConfigPath } from '../edit-config.js';
import { CERTS_ROOT } from '../series.js';
import { withoutSecrets } from '../without-secrets.js';
import type { CriLook } from './shared.js';

const REGISTRIES = '/etc/containers/registries.conf';
const DROP_INS = '/etc/containers/registries.conf.d';
const DOCKER = '/etc/docker/daemon.json';
/** Drop-ins of registries.conf looked at. */
const MAX_DROP_INS = 50;

type Table = Readonly<Record<string, unknown>>;

/** The registry asked, declared insecure in a file of podman's or docker's, which containerd doesn't read; the cure says it in a hosts.toml. */
export function foreignFiles(look: CriLook): Observation[] {
  const { host, registry } = look;
  if (registry === null) return [];
  const listed = host.files.list(DROP_INS);
  const dropIns = listed.kind === 'directory' ? listed.names.filter((name) => name.endsWith('.conf')) : [];
  const paths = [REGISTRIES, ...dropIns.slice(0, MAX_DROP_INS).map((name) => posix.join(DROP_INS, name))];
  const found = [
    ...paths.map((path) => ({ path, line: inRegistriesConf(look, path) })),
    { path: DOCKER, line: inDaemonJson(look) },
  ];
  return found.flatMap(({ path, line }): Observation[] => {
    if (line === undefined) return [];
    const owner = path === DOCKER ? 'dockerd' : 'podman and CRI-O';
    return [
      {
        code: 'config-ignored-wrong-path',
        source: { kind: 'file', name: path, line, says: `${registry} is insecure` },
        text: `${path} declares ${registry} insecure for ${owner}; containerd doesn't read it, and wants a hosts.toml`,
        meant: 'insecure',
        cure: withoutSecrets(insecureFiles(look, registry)),
      },
    ];
  });
}

/** Line of an insecure table for the registry; undefined: none. */
function inRegistriesConf({ host, registry }: CriLook, path: string): number | null | undefined {
  const read = host.files.read(path);
  const parsed = read.kind === 'file' ? parseToml(read.text) : null;
  if (parsed?.ok !== true || !isTable(parsed.document.value)) return undefined;
  const tables = parsed.document.value['registry'];
  if (!Array.isArray(tables)) return undefined;
  const at = tables.findIndex((table: unknown) => {
    if (!isTable(table) || table['insecure'] !== true) return false;
    const prefix = typeof table['prefix'] === 'string' && table['prefix'] !== '' ? table['prefix'] : table['location'];
    return prefix === registry;
  });
  return at === -1 ? undefined : parsed.document.lineOf(['registry', at, 'insecure']);
}

function inDaemonJson({ host, registry }: CriLook): number | null | undefined {
  const read = host.files.read(DOCKER);
  const parsed = read.kind === 'file' ? parseJson(read.text) : null;
  if (parsed?.ok !== true || !isTable(parsed.document.value)) return undefined;
  const list = parsed.document.value['insecure-registries'];
  const at = Array.isArray(list) ? list.indexOf(registry) : -1;
  return at === -1 ? undefined : parsed.document.lineOf(['insecure-registries', at]);
}

/** https without verification, then http, as those files mean it; nothing where certs.d speaks of the registry already. */
function insecureFiles({ host, configuration }: CriLook, registry: string): readonly NewFile[] {
  const { mode, version, broken } = configuration;
  if (broken !== null || !/^[A-Za-z0-9.:[\]-]+$/.test(registry)) return [];
  const [root] = mode.kind === 'hosts' ? mode.roots : [];
  const reads = root !== undefined && !root.includes(':');
  const certs = reads ? root : CERTS_ROOT;
  const path = posix.join(certs, registry, 'hosts.toml');
  if (!isFree(host, path) || (reads && hostsDirectory(host, version, [certs], registry) === posix.dirname(path)))
    return [];
  if (mode.kind === 'mirrors' && configuration.registry.entries.has('mirrors')) return [];
  const tables = [
    `server = "http://${registry}"`,
    '',
    `[host."https://${registry}"]`,
    '  skip_verify = true',
    '',
    `[host."http://${registry}"]`,
  ];
  const file = { path, content: `${tables.join('\n')}\n` };
  return reads ? [file] : [file, withConfigPath(configuration, certs)];
}

function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
