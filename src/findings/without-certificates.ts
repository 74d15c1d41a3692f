import type { Plan } from '../clients/client.js';
import type { Host } from '../host/host.js';
import { certificatesInPem } from '../trust/pem.js';
import { requestsIn } from './transport-of.js';
import type { Change } from './trials.js';

/** A PEM block with the line break after it. */
const BLOCK = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----[ \t]*\r?\n?/g;

/** The stores that a plan trusts, without the certificates of one file: as they were before it came. Null where it has none. */
export function storesWithout(path: string, plan: Plan, { files }: Host): Required<Pick<Change, 'files'>> | null {
  const read = files.read(path);
  const known = new Set(read.kind === 'file' ? certificatesInPem(read.text).map(base64) : []);
  if (known.size === 0) return null;
  const changes = storePaths(plan, files).flatMap((store) => {
    const found = files.read(store);
    if (found.kind !== 'file') return [];
    const content = found.text.replace(BLOCK, (block) =>
      certificatesInPem(`${block.trimEnd()}\n`).some((each) => known.has(base64(each))) ? '' : block,
    );
    return content === found.text ? [] : [{ path: store, content }];
  });
  return { files: changes };
}

function storePaths(plan: Plan, files: Host['files']): string[] {
  const roots = requestsIn(plan.root).map(({ transport }) => transport.tls.roots);
  const directories = new Set(roots.flatMap(({ systemDirectories }) => systemDirectories));
  const listed = [...directories].flatMap((directory) => {
    const found = files.list(directory);
    return found.kind === 'directory' ? found.names.map((name) => `${directory}/${name}`) : [];
  });
  return [...new Set([...roots.flatMap(({ systemFiles }) => systemFiles), ...listed])];
}

function base64(der: Uint8Array): string {
  return Buffer.from(der).toString('base64');
}
