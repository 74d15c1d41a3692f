import { posix } from 'node:path';
import { certificateDirectory } from '../clients/containers-image/certs/directory.js';
import { familySettings } from '../clients/containers-image/settings.js';
import { registryAsked } from '../findings/asked.js';
import type { Cause, DiagnosisContext } from '../findings/context.js';

const SYSTEM_PARENT = '/etc/containers/certs.d/';

/**
 * The file in which this client reads a CA for the registry of a cause: `ca.crt` in the directory that counts, or a further name where that
 * file holds something else already. Null for clients that read no such directory.
 */
export function certificateFile(cause: Cause, context: DiagnosisContext): string | null {
  const settings = familySettings(cause.case.plan, context.host, context.flags);
  if (settings === null) return null;
  const flag = cause.case.plan.client === 'cri-o' ? null : context.flags.certDirectory;
  const { generation } = settings.config;
  const { path, candidates } = certificateDirectory(context.host, generation, registryAsked(cause), flag);
  const system = context.host.uid === 0 ? candidates.find((each) => each.startsWith(SYSTEM_PARENT)) : undefined;
  const directory = path ?? system ?? candidates[0];
  if (directory === undefined) return null;
  const names = ['ca.crt', 'regdoctor-ca.crt'];
  const name = names.find((each) => context.host.files.read(posix.join(directory, each)).kind === 'absent');
  return name === undefined ? null : posix.join(directory, name);
}
