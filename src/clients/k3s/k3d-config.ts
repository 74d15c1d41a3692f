import { parseYaml } from '../../host/yaml.js';

/** The registries.yaml that a k3d configuration (`kind: Simple`) holds inline, and the number of lines before it; null: it holds none. */
export function inlineRegistries(text: string): { readonly text: string; readonly linesBefore: number } | null {
  const parsed = parseYaml(text);
  if (!parsed.ok || !isK3dConfig(parsed.document.value)) return null;
  const registries = (parsed.document.value as { registries?: unknown }).registries;
  if (typeof registries !== 'object' || registries === null) return null;
  const inline = (registries as { config?: unknown }).config;
  if (typeof inline !== 'string' || !inline.includes('\n')) return null;
  return { text: inline, linesBefore: parsed.document.lineOf(['registries', 'config']) ?? 0 };
}

/** `kind: Simple` of `apiVersion: k3d.io/…`. */
export function isK3dConfig(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, apiVersion } = value as { kind?: unknown; apiVersion?: unknown };
  return kind === 'Simple' && typeof apiVersion === 'string' && apiVersion.startsWith('k3d.io/');
}

/** True for a node made by k3d: a container whose host name or environment says so. */
export function isK3dNode(environment: Readonly<Record<string, string>>, hostName: string): boolean {
  return /^k3d-/.test(hostName.trim()) || Object.keys(environment).some((name) => name.startsWith('K3D_'));
}

/** What must be done outside of the node so that a file lasts. */
export const K3D_PROSE =
  'on the machine that runs Docker: k3d cluster create NAME --registry-config FILE with this registries.yaml; a file changed inside a node lasts until the node is made anew';
