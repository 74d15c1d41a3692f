import { posix } from 'node:path';
import { parseYaml } from '../../host/yaml.js';
import type { Flavour } from './flavour.js';
import { isK3dConfig } from './k3d-config.js';
import { k3dPath } from './node.js';

/** Where the agent would read a file handed over on its own, by its name and text. */
export function placeFor(flavour: Flavour, fileName: string, text: string): string | null {
  const name = posix.basename(fileName);
  if (/^config(?:-v3)?\.toml\.tmpl$/.test(name)) return posix.join(flavour.dataDirectory, 'agent/etc/containerd', name);
  if (!/\.ya?ml$/i.test(name)) return null;
  const parsed = parseYaml(text);
  const { value } = parsed.ok ? parsed.document : { value: null };
  if (isK3dConfig(value)) return flavour.client === 'k3s' ? k3dPath(flavour) : null;
  const isRegistries = /registries/i.test(name) || (isTable(value) && ('mirrors' in value || 'configs' in value));
  return isRegistries ? posix.join(flavour.configDirectory, 'registries.yaml') : null;
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
