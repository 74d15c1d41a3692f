import { duration } from './duration.js';
import type { Report } from './schema.js';

type Input = Pick<Report, 'verdict' | 'findings' | 'clients' | 'unknown' | 'operation'>;

/** The verdict in one sentence, the root cause in it. */
export function summarize({ verdict, findings, clients, unknown, operation }: Input): string {
  const names = (outcome: string): string =>
    clients
      .filter((client) => client.outcome === outcome)
      .map(({ client }) => client)
      .join(', ');
  // Where a client fails and nothing is wrong, what explains it is information: a push without an account.
  const primary =
    findings.find(({ severity }) => severity !== 'info') ??
    findings.find(({ code }) => code === 'anonymous-push-denied');
  switch (verdict) {
    case 'ok':
      return `${names('ok')}: the ${operation} works, nothing to complain about.`;
    case 'degraded': {
      const slow = clients.filter(({ outcome }) => outcome === 'slow');
      const time =
        slow.length === 0 ? '' : ` after ${duration(Math.max(...slow.map(({ predictedMs }) => predictedMs)))}`;
      return `${names('slow') || names('ok')}: the ${operation} works${time}, but: ${primary?.title ?? 'time is wasted on the way'}.`;
    }
    case 'broken':
      return `${names('fail')}: the ${operation} fails: ${primary?.title ?? `the cause is not known to regdoctor (${clients.find(({ says }) => says !== null)?.says ?? 'no error text'})`}.`;
    case 'unknown':
      return `can't tell: ${unknown[0] === undefined ? 'something needed for the verdict is missing' : `${unknown[0].why} (needed: ${unknown[0].needed})`}.`;
  }
}
