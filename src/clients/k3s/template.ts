import { posix } from 'node:path';
import type { Host } from '../../host/host.js';
import { configText, registryTables } from './config-text.js';
import { quote } from './hosts-text.js';
import type { RegistriesEntries } from './registries-file.js';
import { writesHostsFiles, writesVersion3 } from './versions.js';

/** A containerd configuration of the user's own, in Go's template language. */
export interface Template {
  readonly path: string;
  readonly text: string;
  /** True where it takes in k3s' own with `{{ template "base" . }}`. */
  readonly extendsBase: boolean;
  /** config.toml.tmpl stays in version 2 under a containerd that has version 3 (k3s `pkg/agent/containerd/config.go`: templateGenerations). */
  readonly version2: boolean;
}

/** Bytes of a template looked at; real ones are a few KiB. */
const MAX_BYTES = 256 * 1024;

/** Paths of templates in the order in which the agent looks, first wins. */
export function templatePaths(etcDirectory: string, version: string): readonly string[] {
  const names = writesVersion3(version) ? ['config-v3.toml.tmpl', 'config.toml.tmpl'] : ['config.toml.tmpl'];
  return names.map((name) => posix.join(etcDirectory, name));
}

/** The template in use, or null. */
export function templateIn(host: Host, etcDirectory: string, version: string): Template | null {
  for (const path of templatePaths(etcDirectory, version)) {
    const read = host.files.read(path);
    if (read.kind !== 'file') continue;
    const text = read.text.slice(0, MAX_BYTES);
    const extendsBase = /\{\{-?\s*template\s+"base"/.test(text);
    return { path, text, extendsBase, version2: writesVersion3(version) && path.endsWith('/config.toml.tmpl') };
  }
  return null;
}

/** True where the template says itself where hosts files are, or takes in what does. */
export function namesConfigPath({ text, extendsBase }: Template): boolean {
  return extendsBase || /^\s*config_path\s*=/m.test(text);
}

/** True where it writes out the mirrors of registries.yaml. */
export function rendersMirrors({ text }: Template): boolean {
  return /\.PrivateRegistryConfig\.Mirrors/.test(text);
}

/** True where it writes out the credentials of registries.yaml. */
export function rendersCredentials({ text, extendsBase }: Template): boolean {
  return extendsBase || /\.PrivateRegistryConfig\.Configs/.test(text);
}

/** True where anything of registries.yaml gets through to containerd's configuration. */
export function takesRegistries(template: Template, version: string): boolean {
  return writesHostsFiles(version) ? namesConfigPath(template) : template.extendsBase || rendersMirrors(template);
}

/** config.toml out of a template, and where its lines come from. */
export interface RenderedTemplate {
  readonly text: string;
  /** Line of the template that a line of the text is (both 1-based); null where k3s wrote it. */
  lineOf(line: number): number | null;
}

/**
 * config.toml that the template gives, as far as registries go: lines without directives stand as they are, the place of the hosts files is
 * filled in, the loops over registries.yaml are written out, every other line with a directive is left out.
 */
export function renderedTemplate(
  template: Template,
  client: string,
  version: string,
  certsDirectory: string,
  file: RegistriesEntries,
): RenderedTemplate {
  const kept = template.text
    .replace(/\{\{-?\s*\.NodeConfig\.Containerd\.Registry\s*-?\}\}/g, certsDirectory)
    .replace(/\{\{-?\s*printf "%q" \.NodeConfig\.Containerd\.Registry\s*-?\}\}/g, quote(certsDirectory))
    .split('\n')
    .map((text, index) => ({ text, line: index + 1 }))
    .filter(({ text }) => !text.includes('{{') && !text.includes('}}'));
  const section = /^\s*\[\s*(plugins\.(?:cri\b|(["'])io\.containerd\.(?:grpc\.v1\.cri|cri\.v1\.images)\2))/m.exec(
    template.text,
  )?.[1];
  const rendered = rendersMirrors(template)
    ? registryTables(version, `${section ?? 'plugins.cri'}.registry`, file)
    : '';
  const base = template.extendsBase
    ? configText(client, template.version2 ? '1.30.0' : version, certsDirectory, file)
    : '';
  const before = base.split('\n').length;
  return {
    text: [base, ...kept.map(({ text }) => text), rendered].join('\n'),
    lineOf: (line) => kept[line - before - 1]?.line ?? null,
  };
}
