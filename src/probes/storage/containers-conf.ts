import type { Host } from '../../host/host.js';
import { parseToml } from '../../host/toml.js';

/** Whether containers.conf has podman bind this container's own /proc into containers: then no new one is mounted. Later files win. */
export function bindsProc({ files, environment, home }: Host): boolean {
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
  return paths.reduce((binds, path) => volumesBindProc(files.read(path)) ?? binds, false);
}

/** null: the file says nothing of volumes. */
function volumesBindProc(read: ReturnType<Host['files']['read']>): boolean | null {
  if (read.kind !== 'file') return null;
  const parsed = parseToml(read.text);
  if (!parsed.ok) return null;
  const { containers } = parsed.document.value as { containers?: { volumes?: unknown } };
  const volumes = containers?.volumes;
  if (!Array.isArray(volumes)) return null;
  return volumes.some((volume) => typeof volume === 'string' && /^\/proc:\/proc(?::|$)/.test(volume));
}
