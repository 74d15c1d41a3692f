import type { ToolName } from './versions.js';

/** Text beyond this says nothing new about what a file is. */
const MOST_TEXT = 64 * 1024;
const REGISTRIES =
  /^[ \t]*(?:\[\[registry(?:\.mirror)?\]\]|unqualified-search-registries[ \t]*=|short-name-mode[ \t]*=|\[aliases\]|\[registries\.\w+\])/m;
const CRIO = /^[ \t]*\[crio(?:\.\w+)?\]/m;

/** Fixed names; what root's programs read. */
const NAMES: Readonly<Record<string, string>> = {
  'registries.conf': '/etc/containers/registries.conf',
  'policy.json': '/etc/containers/policy.json',
  'containers.conf': '/etc/containers/containers.conf',
  'auth.json': '/run/containers/0/auth.json',
  'config.json': '/root/.docker/config.json',
  '.dockercfg': '/root/.dockercfg',
  'short-name-aliases.conf': '/var/cache/containers/short-name-aliases.conf',
};

/** Where a tool of this family, run by root, would read a file of this name and text; null: nowhere, or nobody can tell. */
export function placeFor(tool: ToolName, fileName: string, text: string): string | null {
  const name = fileName.slice(fileName.lastIndexOf('/') + 1);
  const start = text.slice(0, MOST_TEXT);
  if (CRIO.test(start) || name === 'crio.conf') {
    if (tool !== 'cri-o') return null;
    return name === 'crio.conf' ? '/etc/crio/crio.conf' : `/etc/crio/crio.conf.d/${name}`;
  }
  if (Object.hasOwn(NAMES, name)) return name === 'containers.conf' && tool === 'cri-o' ? null : (NAMES[name] ?? null);
  if (/\.(?:crt|cert|key)$/.test(name)) {
    const registry = /(?:^|\/)certs\.d\/([^/]+)\/[^/]+$/.exec(fileName)?.[1];
    return registry === undefined ? null : `/etc/containers/certs.d/${registry}/${name}`;
  }
  return REGISTRIES.test(start) ? `/etc/containers/registries.conf.d/${name}` : null;
}
