import type { Host } from '../../host/host.js';
import type { Source } from '../../host/source.js';
import type { RootSet } from '../../plan/transport.js';
import { systemRoots } from '../go/roots.js';

/** Roots of oras and helm: `--ca-file` takes the place of the system's; a file that can't be read stops them (`text`). */
export type TrustedRoots =
  | { readonly ok: true; readonly roots: RootSet; readonly source: Source | null }
  | { readonly ok: false; readonly text: string; readonly source: Source };

/** oras `cmd/oras/internal/option/remote.go`: tlsConfig; helm `internal/tlsutil/tls.go`: WithCAFile. `caFile` null: not given. */
export function trustedRoots(host: Host, caFile: string | null): TrustedRoots {
  if (caFile === null) return { ok: true, roots: systemRoots(host), source: null };
  const source: Source = { kind: 'flag', name: '--ca-file', line: null, says: `--ca-file ${caFile}` };
  const read = host.files.read(caFile);
  if (read.kind !== 'file') {
    const why =
      read.kind === 'absent'
        ? 'no such file or directory'
        : read.kind === 'directory'
          ? 'is a directory'
          : 'permission denied';
    return { ok: false, text: `open ${caFile}: ${why}`, source };
  }
  if (!read.text.includes('-----BEGIN CERTIFICATE-----'))
    return { ok: false, text: `failed to load CA certificates from ${caFile}`, source };
  return {
    ok: true,
    roots: { systemFiles: [], systemDirectories: [], extra: [{ path: caFile, source }], replacesSystem: true },
    source,
  };
}
