import { clientNamed } from '../clients/catalogue.js';
import type { Host, HostFiles } from '../host/host.js';
import { filesFromRecord } from '../host/recorder.js';
import { resolverConfig } from '../host/resolver-files.js';
import type { Report } from '../report/schema.js';
import type { SavedInputs } from './inputs.js';
import type { Subject } from './subject.js';

/** The machine as a report saved it, with these files. */
function hostFrom(saved: SavedInputs, files: HostFiles): Host {
  return {
    files,
    environment: saved.environment,
    home: saved.home,
    uid: saved.uid,
    platform: saved.platform,
    nowMs: saved.nowMs,
    resolver: resolverConfig(files, saved.environment),
    libc: saved.libc,
    processes: saved.processes ?? [],
  };
}

/**
 * What a saved report was asked, of which clients, on which machine.
 * @param saved its inputs, or those inputs with changes.
 * @param files left out: as the report saved them, nothing is read from this machine.
 */
export function savedSubject(
  { vantage }: Pick<Report, 'vantage'>,
  saved: SavedInputs,
  files: HostFiles = filesFromRecord(saved.files),
): Subject {
  return {
    host: hostFrom(saved, files),
    vantage,
    clients: saved.clients.flatMap(({ client: name, version }) => {
      const client = clientNamed(name);
      return client === undefined ? [] : [{ client, version }];
    }),
    operation: saved.operation,
    reference: saved.reference,
    flags: { ...saved.flags, dockerConfigJson: saved.flags.dockerConfigJson ?? null },
    allowInsecureAuth: saved.allowInsecureAuth,
  };
}
