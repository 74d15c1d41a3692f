import type { StorageFacts } from '../../facts/storage.js';
import type { Host } from '../../host/host.js';
import { parseToml } from '../../host/toml.js';

/** Limits of processes that podman raises where nothing sets them. */
const RAISED = ['nofile', 'nproc'];

/** What containers.conf says of containers, as far as it decides whether one can be started. Later files win. */
export function containerSettings({ files, environment, home }: Host): StorageFacts['containers'] {
  const named = environment['CONTAINERS_CONF'];
  const configHome = environment['XDG_CONFIG_HOME'] || `${home.replace(/\/$/, '')}/.config`;
  const directories = ['/usr/share/containers', '/etc/containers', `${configHome}/containers`];
  const paths = named
    ? [named]
    : directories.flatMap((directory) => {
        const main = `${directory}/containers.conf`;
        const parts = files.list(`${main}.d`);
        const names = parts.kind === 'directory' ? parts.names.filter((name) => name.endsWith('.conf')) : [];
        return [main, ...names.map((name) => `${main}.d/${name}`)];
      });
  const tables = paths.map((path) => containersTable(files.read(path)));
  const volumes = lastList(tables, 'volumes');
  const limits = lastList(tables, 'default_ulimits');
  return {
    bindsProc: volumes.some((volume) => /^\/proc:\/proc(?::|$)/.test(volume)),
    setsLimits: RAISED.every((name) => limits.some((limit) => limit.startsWith(`${name}=`))),
  };
}

function containersTable(read: ReturnType<Host['files']['read']>): Readonly<Record<string, unknown>> {
  if (read.kind !== 'file') return {};
  const parsed = parseToml(read.text);
  if (!parsed.ok) return {};
  const { containers } = parsed.document.value as { containers?: unknown };
  return typeof containers === 'object' && containers !== null ? (containers as Record<string, unknown>) : {};
}

function lastList(tables: readonly Readonly<Record<string, unknown>>[], key: string): string[] {
  const list = tables.findLast((table) => Array.isArray(table[key]))?.[key];
  return Array.isArray(list) ? list.filter((entry): entry is string => typeof entry === 'string') : [];
}
