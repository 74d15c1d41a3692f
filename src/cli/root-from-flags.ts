import type { WantedClients } from '../check/host-of.js';
import { programPath } from '../clients/program-path.js';
import { assembleHost } from '../host/assemble.js';
import type { Host } from '../host/host.js';
import { hasNodeDisk, isReadOnlyRoot, NODE_DISK } from '../host/implied-root.js';
import { rootFiles } from '../host/root-files.js';
import type { Vantage } from '../host/vantage.js';
import { clientEnvironment } from './client-environment.js';
import { requireRoot } from './flags.js';

/** Whose files are looked at: `--root`, else a node's disk that is mounted under /host, else this machine's own. */
export type RootVantage = Pick<Vantage, 'files' | 'filesFrom' | 'filesReadOnly'>;

/**
 * @param given `--root` as typed, or undefined.
 * @param wanted clients that were named. Where the node has none of them and this container has, its own are meant: the image's buildah.
 * @throws UsageError for a root that can't be listed.
 */
export function rootFromFlags(given: string | undefined, wanted: WantedClients): RootVantage {
  const environment = clientEnvironment(process.env);
  const ownFiles = rootFiles('/');
  if (given !== undefined) {
    requireRoot(given);
    const readOnly = given !== '/' && isReadOnlyRoot(given, { ownFiles });
    return { files: given, filesFrom: 'asked', ...(readOnly ? { filesReadOnly: true } : {}) };
  }
  if (!hasNodeDisk({ environment, ownFiles })) return { files: '/' };
  if (wanted !== null && areOn('/', wanted) && !areOn(NODE_DISK, wanted)) return { files: '/' };
  return { files: NODE_DISK, filesFrom: 'noticed', filesReadOnly: isReadOnlyRoot(NODE_DISK, { ownFiles }) };
}

/** Said where a command's own output has no place for it; null where nothing was noticed. */
export function noticedLine({ files, filesFrom }: RootVantage): string | null {
  return filesFrom === 'noticed'
    ? `regdoctor: looks at the node's disk, which is mounted under ${files} (--root / looks at this container instead)`
    : null;
}

/** Whether any of the clients is on the machine under a root. */
function areOn(root: string, wanted: NonNullable<WantedClients>): boolean {
  const host: Host = assembleHost({
    root,
    environment: clientEnvironment(process.env),
    uid: process.getuid?.() ?? 0,
    nowMs: Date.now(),
    architecture: process.arch,
  });
  return wanted.some(
    ({ client }) =>
      client.isOn(host) || (client.versionCommand !== null && programPath(host, client.versionCommand[0]) !== null),
  );
}
