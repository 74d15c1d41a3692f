import { fileSource } from '../../containers-image/registries/text.js';
import { doomedHostsFiles, registriesInUse } from '../generated.js';
import type { AgentNode } from '../node.js';
import { namesConfigPath, rendersMirrors, type Template } from '../template.js';
import { writesHostsFiles, writesVersion3 } from '../versions.js';
import type { Note } from './note.js';

/** A template of the user's own that leaves registries.yaml without effect, and hand-written files that the next start removes. */
export function templateNotes(node: AgentNode): readonly Note[] {
  const { template, version, flavour } = node;
  const { mirrors, configs } = registriesInUse(node);
  const notes: Note[] = doomedHostsFiles(node).map((path) => ({
    about: null,
    observation: {
      code: 'config-conflict',
      source: fileSource(path, null, ''),
      text: `${flavour.client} ${version.slice(0, 40)} empties certs.d at every start: ${path} is gone then; what it says belongs in ${node.registries.path}`,
      meant: 'other',
      cure: [],
    },
  }));
  if (template === null || mirrors.length + configs.length === 0) return notes;
  const { path, text } = template;
  const add = (code: 'config-ignored-wrong-path' | 'config-conflict', says: string, content: string | null): void => {
    const cure = content === null ? [] : [{ path, content }];
    notes.push({
      about: null,
      observation: { code, source: fileSource(path, null, ''), text: says, meant: 'mirror', cure },
    });
  };
  if (!writesHostsFiles(version)) {
    if (!template.extendsBase && !rendersMirrors(template) && mirrors.length > 0)
      add(
        'config-ignored-wrong-path',
        `${path} replaces containerd's configuration without the mirrors of ${node.registries.path}: they have no effect`,
        null,
      );
    return notes;
  }
  if (!namesConfigPath(template))
    add(
      'config-ignored-wrong-path',
      `${path} replaces containerd's configuration and names no config_path: ${node.registries.path} has no effect`,
      withConfigPath(template, version),
    );
  else if (rendersMirrors(template) || /\.registry\.mirrors\b/.test(text))
    add(
      'config-conflict',
      `${path} writes mirrors beside config_path: containerd refuses both together and nothing can be pulled`,
      null,
    );
  return notes;
}

/** The template with the place of the hosts files, where it has no table for registries yet. */
function withConfigPath({ text, path }: Template, version: string): string | null {
  if (/\.registry\s*\]/.test(text)) return null;
  const isV3 = writesVersion3(version) && path.endsWith('config-v3.toml.tmpl');
  const isV1 = !/^\s*version\s*=/m.test(text) && /plugins\.cri\b/.test(text);
  const section = isV3
    ? "plugins.'io.containerd.cri.v1.images'"
    : isV1
      ? 'plugins.cri'
      : 'plugins."io.containerd.grpc.v1.cri"';
  return `${text.replace(/\n*$/, '\n')}\n[${section}.registry]\n  config_path = "{{ .NodeConfig.Containerd.Registry }}"\n`;
}
