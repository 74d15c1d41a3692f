import type { Plan } from '../clients/client.js';
import type { Subject } from './subject.js';

/** What one client of a run would do; nothing is asked of the network. */
export function planOf(
  { client, version }: Subject['clients'][number],
  { host, operation, reference, flags }: Pick<Subject, 'host' | 'operation' | 'reference' | 'flags'>,
): Plan {
  return client.plan({ host, version, operation, reference, flags });
}
