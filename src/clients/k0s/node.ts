import { posix } from 'node:path';
import type { Host } from '../../host/host.js';
import { hostWithFiles } from '../../host/overlay.js';
import type { Source } from '../../host/source.js';
import { parseToml } from '../../host/toml.js';
import { type CriConfiguration, readCriConfiguration } from '../containerd/cri/configuration.js';
import { GRPC_CRI } from '../containerd/cri/series.js';
import { fileSource } from '../containers-image/registries/text.js';
import { daemonHost } from '../daemon-host.js';
import { containerdInside, hasContainerd2, readsDropIns } from './versions.js';

/** The file that k0s writes itself as long as its first line says so. */
export const CONTAINERD_TOML = '/etc/k0s/containerd.toml';
/** Drop-ins; only `*.toml` is looked at. */
export const DROP_INS = '/etc/k0s/containerd.d';
/** Where k0s' own manual puts hosts files. */
export const CERTS_ROOT = '/etc/k0s/containerd.d/certs.d';
const MANAGED = '# k0s_managed=true';
/** Drop-ins looked at; real nodes have a few. */
const MOST = 100;

export interface DropIn {
  readonly path: string;
  readonly text: string;
}

/** All of a node that decides how k0s sets up containerd. */
export interface K0sNode {
  readonly version: string;
  readonly containerdVersion: string;
  /** The machine as k0s, and containerd below it, sees it. */
  readonly host: Host;
  /** The same with containerd's configuration as k0s hands it over. */
  readonly configured: Host;
  /** k0s writes containerd.toml: only then drop-ins count. */
  readonly managed: boolean;
  /** Files of the drop-in directory whatever their names, in order. */
  readonly dropIns: readonly DropIn[];
  readonly configuration: CriConfiguration;
  /** Why k0s refuses to start containerd; null: it doesn't. */
  readonly refusal: Source | null;
}

/** Looks at a machine as k0s does when it starts containerd (k0s `pkg/component/worker/containerd/component.go`, `configurer.go`). */
export function k0sNode(host: Host, version: string): K0sNode {
  const seen = daemonHost(host, { processes: ['k0s'], units: ['k0sworker', 'k0scontroller'], starts: 'k0s' });
  const containerdVersion = containerdInside(version);
  const main = seen.files.read(CONTAINERD_TOML);
  const managed = main.kind !== 'file' || main.text.split('\n', 1)[0]?.trim() === MANAGED;
  const listed = seen.files.list(DROP_INS);
  const names = listed.kind === 'directory' ? listed.names.slice(0, MOST) : [];
  const dropIns = names.flatMap((name): DropIn[] => {
    const path = posix.join(DROP_INS, name);
    const read = seen.files.read(path);
    return read.kind === 'file' ? [{ path, text: read.text }] : [];
  });
  const counted = managed && readsDropIns(version) ? dropIns.filter(({ path }) => path.endsWith('.toml')) : [];
  const content = managed ? rootFile(version, counted) : null;
  const configured = content === null ? seen : hostWithFiles(seen, [{ path: CONTAINERD_TOML, content }]);
  return {
    version,
    containerdVersion,
    host: seen,
    configured,
    managed,
    dropIns,
    configuration: readCriConfiguration(configured, containerdVersion, CONTAINERD_TOML),
    refusal: counted.map((each) => refusalOf(each, version)).find((source) => source !== null) ?? null,
  };
}

/**
 * containerd.toml as k0s writes it. Up to 1.35 k0s merges the drop-ins of the CRI plugin into a whole configuration (handleImports), so that one
 * without registries doesn't wipe those of another: they are left out here.
 */
function rootFile(version: string, dropIns: readonly DropIn[]): string {
  if (hasContainerd2(version)) return `${MANAGED}\nversion = 3\nimports = ["${DROP_INS}/*.toml"]\n`;
  const imports = dropIns.filter(({ text }) => !isCri(text) || pluginOf(text)?.['registry'] !== undefined);
  return `${MANAGED}\nversion = 2\nimports = ${JSON.stringify(imports.map(({ path }) => path))}\n`;
}

/** From 1.36 on files in the old form are refused before containerd is started (k0s `internal/pkg/sysinfo/probes/containerd.go`: ValidateConfigFile). */
function refusalOf({ path, text }: DropIn, version: string): Source | null {
  if (!hasContainerd2(version)) return null;
  const parsed = parseToml(text);
  if (!parsed.ok) return null;
  const { document } = parsed;
  const fileVersion = (document.value as { version?: unknown }).version;
  const refused = (says: string, at: readonly string[]): Source => fileSource(path, document.lineOf(at), says);
  if (fileVersion !== undefined && fileVersion !== 3)
    return refused(
      `k0s does not start containerd: ${path}: unsupported version ${String(fileVersion).slice(0, 20)}, 3 is expected`,
      ['version'],
    );
  if (isCri(text))
    return refused(`k0s does not start containerd: ${path}: contains the deprecated section ${GRPC_CRI}`, [
      'plugins',
      GRPC_CRI,
    ]);
  return null;
}

function isCri(text: string): boolean {
  return pluginOf(text) !== null;
}

function pluginOf(text: string): Readonly<Record<string, unknown>> | null {
  const parsed = parseToml(text);
  if (!parsed.ok) return null;
  const { plugins } = parsed.document.value as { plugins?: unknown };
  if (typeof plugins !== 'object' || plugins === null) return null;
  const table = (plugins as Record<string, unknown>)[GRPC_CRI];
  return typeof table === 'object' && table !== null ? (table as Readonly<Record<string, unknown>>) : null;
}

/** The one directory for hosts files that counts; null: none is configured. */
export function configuredRoot({ configuration }: K0sNode): string | null {
  const { mode, broken } = configuration;
  if (broken !== null || mode.kind !== 'hosts' || mode.source?.kind !== 'file') return null;
  const [root] = mode.roots;
  return root === undefined || root.includes(':') ? null : root;
}
