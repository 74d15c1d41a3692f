import { duration } from '../report/duration.js';
import type { Report, ReportClient, ReportReal } from '../report/schema.js';
import { hideNames } from './hide-names.js';

/** So many requests of each side say where they part. */
const MOST_REQUESTS = 60;

/**
 * What to send where prediction and reality differ: versions, both outcomes, both lists of requests. Hosts of requests, addresses and the
 * repository are replaced by placeholders, other names in errors (a certificate's, a proxy's) are not; null where nothing differs.
 */
export function disagreementText(
  report: Pick<Report, 'tool' | 'reference' | 'findings'>,
  client: ReportClient,
  real: Omit<ReportReal, 'toReport'>,
): string | null {
  if (real.agrees !== 'no') return null;
  const codes = report.findings.filter(({ clients }) => clients.includes(client.client)).map(({ code }) => code);
  const requests = client.attempts.filter(({ parent, url }) => parent === null && url !== null);
  const lines = [
    `regdoctor ${report.tool.version}; ${client.client} ${real.version ?? 'of unknown version'} (predicted for ${client.version}, basis: ${client.basis})`,
    `differs: ${real.difference}`,
    `predicted: ${client.outcome}, ${duration(client.predictedMs)} (${client.bound}), findings: ${codes.join(', ') || 'none'}`,
    ...requests
      .slice(0, MOST_REQUESTS)
      .map(
        ({ startMs, method, url, outcome, status }) =>
          `  ${requestLine(startMs, method, url ?? '', `${outcome}${status === null ? '' : ` ${status}`}`)}`,
      ),
    ...(client.says === null ? [] : [`  error: ${client.says}`]),
    `real: ${real.outcome}, ${duration(real.ms)}, words read as: ${real.explained.join(', ') || 'nothing known'}`,
    ...real.attempts
      .slice(0, MOST_REQUESTS)
      .map(({ startMs, method, url, outcome }) => `  ${requestLine(startMs, method, url, outcome ?? '')}`),
    ...(real.says === null ? [] : [`  error: ${real.says}`]),
  ];
  const urls = [...requests.map(({ url }) => url ?? ''), ...real.attempts.map(({ url }) => url)];
  const hosts = urls.map((url) => URL.parse(url)?.hostname ?? '').filter((host) => !/^[\d.]*$|^\[/.test(host));
  const { registry, repository } = report.reference;
  return hideNames(lines.join('\n'), {
    host: [...hosts, ...(registry === null ? [] : [registry.replace(/:\d+$/, '')])],
    repository: repository === null ? [] : [repository],
  });
}

function requestLine(startMs: number, method: string | null, url: string, outcome: string): string {
  return `${duration(startMs).padStart(8)}  ${method ?? ''} ${url}${outcome === '' ? '' : `  ${outcome}`}`;
}
