import ipaddr from 'ipaddr.js';
import type { Host } from '../../host/host.js';
import { parseJson } from '../../host/json.js';
import type { Source } from '../../host/source.js';

const PATH = '/etc/docker/daemon.json';
/** Always insecure (moby `daemon/pkg/registry/config.go`: loadInsecureRegistries). */
const LOOPBACK = ['127.0.0.0/8', '::1/128'];
/** Entries looked at; real files have a handful. */
const MAX_ENTRIES = 1000;

/** What daemon.json says of registries. */
export interface DaemonConfig {
  /** host[:port], compared whole. */
  readonly insecureNames: readonly string[];
  /** Networks, loopback included; any address of the host inside counts. */
  readonly insecureNetworks: readonly string[];
  readonly insecureSource: Source;
  /** For Docker Hub only. */
  readonly mirrors: readonly string[];
  /** True where the file names anything: only then the containerd store merges it in. */
  readonly named: boolean;
}

/** `text`: why the daemon doesn't start. */
export type DaemonConfigResult =
  | { readonly ok: true; readonly config: DaemonConfig }
  | { readonly ok: false; readonly text: string; readonly source: Source };

/** Reads daemon.json (moby `daemon/pkg/registry/config.go`: loadInsecureRegistries, loadMirrors); flags of the daemon are not seen. */
export function daemonConfig(host: Host): DaemonConfigResult {
  const read = host.files.read(PATH);
  const parsed = parseJson(read.kind === 'file' ? read.text : '{}');
  const source = (line: number | null, says: string): Source => ({ kind: 'file', name: PATH, line, says });
  if (!parsed.ok) {
    const text = `unable to configure the Docker daemon with file ${PATH}: ${parsed.message}`;
    return { ok: false, text, source: source(parsed.line, parsed.message) };
  }
  const list = (key: string): string[] => {
    const value = (parsed.document.value as Readonly<Record<string, unknown>> | null)?.[key];
    return Array.isArray(value) ? value.filter((item) => typeof item === 'string').slice(0, MAX_ENTRIES) : [];
  };
  const entries = list('insecure-registries').map((entry) => entry.replace(/^https?:\/\//i, ''));
  const mirrors = list('registry-mirrors').map((mirror) => mirror.replace(/\/+$/, ''));
  const line = parsed.document.lineOf(['insecure-registries']);
  return {
    ok: true,
    config: {
      insecureNames: entries.filter((entry) => !ipaddr.isValidCIDR(entry)),
      insecureNetworks: [...entries.filter((entry) => ipaddr.isValidCIDR(entry)), ...LOOPBACK],
      insecureSource:
        entries.length === 0
          ? { kind: 'default', name: 'docker', line: null, says: 'loopback is insecure' }
          : source(line, `insecure-registries ${JSON.stringify(entries.slice(0, 5))}`),
      mirrors,
      named: entries.length > 0 || mirrors.length > 0,
    },
  };
}
