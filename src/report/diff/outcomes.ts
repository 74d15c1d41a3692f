import type { Report, ReportClient, ReportFinding } from '../schema.js';
import { endOf } from './end.js';
import type { DiffClient, DiffFinding } from './schema.js';

/** Clients of two reports side by side, in the order of the second. */
export function diffClients(good: Report, bad: Report): DiffClient[] {
  const names = [...new Set([...bad.clients, ...good.clients].map(({ client }) => client))];
  return names.map((client) => {
    const [was, is] = [good, bad].map((report) => report.clients.find((each) => each.client === client) ?? null);
    return {
      client,
      good: walkOf(was ?? null),
      bad: walkOf(is ?? null),
      differs: was != null && is != null && endOf(was) !== endOf(is),
    };
  });
}

function walkOf(client: ReportClient | null): DiffClient['good'] {
  if (client === null) return null;
  const { version, outcome, predictedMs, says } = client;
  return { version, outcome, predictedMs, says };
}

/** Findings of one report that the other has not, told apart by code, subject and client; clients that the other never judged are left out. */
export function findingsOnlyIn(one: Report, other: Report): DiffFinding[] {
  const judged = new Set(other.clients.map(({ client }) => client));
  const known = new Set(other.findings.flatMap(perClient).map(idOf));
  return one.findings
    .flatMap(perClient)
    .filter((finding) => !known.has(idOf(finding)) && (finding.client === '' || judged.has(finding.client)));
}

function perClient({ code, severity, subject, title, clients }: ReportFinding): DiffFinding[] {
  const names = clients.length === 0 ? [''] : clients;
  return names.map((client) => ({ code, severity, subject, client, title }));
}

function idOf({ code, subject, client }: DiffFinding): string {
  return JSON.stringify([code, subject, client]);
}
