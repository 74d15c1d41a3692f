import type { Report, ReportAttempt, ReportFinding, ReportFix } from '../report/schema.js';

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

/**
 * What protection a fix gives up, in one clause; null: none. Such a fix is carried out only where a person has named it. Read off the walks before
 * and after and off its files, so that no rule can forget to say it.
 * @param report the diagnosis that the fix is from.
 * @param textOf what a file holds now; null: it is not there. Certificates in the fix's own files are the machine's own.
 */
export function givesUp(
  finding: Pick<ReportFinding, 'code'>,
  fix: ReportFix,
  report: Pick<Report, 'clients' | 'reference'>,
  textOf: (path: string) => string | null,
): string | null {
  // The machine's own setting, which had no effect where it was.
  if (finding.code.startsWith('config-')) return null;
  const [first] = fix.client.split(', ');
  const before = report.clients.find(({ client }) => client === first)?.attempts ?? [];
  const after = fix.proof.after.attempts ?? [];
  const clear = newHosts(before, after, ({ url }) => url?.startsWith('http://') === true);
  if (clear !== null) return `${clear} is then asked over plain HTTP, which anyone on the way can read and change`;
  const unchecked = newHosts(before, after, ({ tlsVerify }) => tlsVerify === false);
  if (unchecked !== null) return `nobody checks any more who answers as ${unchecked}`;
  const other = otherHost(before, after, report.reference.registry);
  if (other !== null) return `images then come from ${other}, which was not asked before`;
  // What leads to a root that is trusted here was verified by that root.
  if (finding.code !== 'tls-missing-intermediate' && hasNewCertificate(fix, textOf))
    return 'it trusts a certificate that nobody has verified: compare its fingerprint first';
  return null;
}

/** The first host of which something holds after the fix and not before; null: there is none. */
function newHosts(
  before: readonly ReportAttempt[],
  after: readonly ReportAttempt[],
  holds: (attempt: ReportAttempt) => boolean,
): string | null {
  const had = new Set(before.filter(holds).map(hostOf));
  return (
    after
      .filter(holds)
      .map(hostOf)
      .find((host) => host !== null && !had.has(host)) ?? null
  );
}

function hostOf({ url }: ReportAttempt): string | null {
  return url === null ? null : (URL.parse(url)?.hostname ?? null);
}

/** Steps that are the registry's own: tokens and blobs come from wherever it sends for them. */
const OWN_STEPS: readonly ReportAttempt['step'][] = ['ping', 'manifest', 'upload', 'tags', 'login'];

function otherHost(
  before: readonly ReportAttempt[],
  after: readonly ReportAttempt[],
  registry: string | null,
): string | null {
  const own = new Set([...before.map(hostOf), URL.parse(`https://${registry ?? ''}`)?.hostname]);
  const asked = after.filter(({ step }) => OWN_STEPS.includes(step)).map(hostOf);
  return asked.find((host) => host !== null && !own.has(host)) ?? null;
}

function hasNewCertificate({ files }: ReportFix, textOf: (path: string) => string | null): boolean {
  const known = files.map(({ path }) => textOf(path) ?? '');
  const written = files.flatMap(({ content }) => content?.match(CERTIFICATE) ?? []);
  return written.some((certificate) => !known.some((text) => text.includes(certificate)));
}
