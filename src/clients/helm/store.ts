import { posix } from 'node:path';
import type { Host } from '../../host/host.js';
import type { ClientFlags } from '../client.js';
import { readAuthDocument } from '../containers-image/auth/document.js';
import type { FileCredential } from '../docker-config-file.js';
import { helperCredential, otherwise } from '../helper-credential.js';
import { dockerConfigPath, storedCredential } from '../oras/store.js';
import { programPath } from '../program-path.js';

/** Stores that are found on Linux where no login is written down (oras-go `…/credentials/native_store_linux.go`). */
const NATIVE_STORES = ['pass', 'secretservice'] as const;

/** helm's own login file (helm `pkg/cli/environment.go`; `pkg/helmpath`). `--registry-config` goes before all. */
export function helmRegistryConfig({ environment, home }: Host, { authFile }: ClientFlags): string {
  const named = authFile ?? environment['HELM_REGISTRY_CONFIG'] ?? '';
  if (named !== '') return named;
  const own = environment['HELM_CONFIG_HOME'] ?? '';
  const directory =
    own === '' ? posix.join(environment['XDG_CONFIG_HOME'] || posix.join(home, '.config'), 'helm') : own;
  return posix.join(directory, 'registry/config.json');
}

/** helm's file, then docker's (helm `pkg/registry/client.go`: NewClient). */
export function helmCredentialFiles(host: Host, flags: ClientFlags): readonly string[] {
  return [helmRegistryConfig(host, flags), dockerConfigPath(host)];
}

/** The credential for a key; a file without any login makes the machine's own store count, where its program is there (DetectDefaultNativeStore). */
export function helmCredential(host: Host, flags: ClientFlags, key: string): FileCredential {
  return helmCredentialFiles(host, flags)
    .toReversed()
    .reduce<FileCredential>(
      (after, path) => {
        const store = isUnconfigured(host, path) ? nativeStore(host) : null;
        if (store === null) return storedCredential(host, flags, [path], key, after);
        const says = `docker-credential-${store} is here, and ${path} has no logins`;
        const source = { kind: 'default', name: 'helm', line: null, says } as const;
        const then = after.ok ? otherwise(after.credential) : {};
        const credential = helperCredential(host, { name: store, server: key, source }, { ...then, failed: null });
        return flags.credentials ? after : { ok: true, credential };
      },
      storedCredential(host, flags, [], key),
    );
}

function isUnconfigured(host: Host, path: string): boolean {
  const read = readAuthDocument(host.files, path, false);
  if (!read.ok) return false;
  return (
    read.document === null ||
    (read.document.entries.length === 0 && read.document.credHelpers.size === 0 && read.document.credsStore === '')
  );
}

function nativeStore(host: Host): string | null {
  return NATIVE_STORES.find((name) => programPath(host, `docker-credential-${name}`) !== null) ?? null;
}
