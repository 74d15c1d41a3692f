import type { FactBook } from '../facts/book.js';
import { day, fingerprint } from '../findings/certificates.js';
import { parseCertificate } from '../trust/certificate.js';
import { toPem } from '../trust/relevant.js';

/** The first line of a file of certificates; by it regdoctor knows its own. */
export const PRESENTED_HEADER = '# Certificates as servers presented them to regdoctor. Unverified:';

const WARNING = `${PRESENTED_HEADER}
# anyone on the way may have put them there. Before you trust one, compare its SHA-256 fingerprint with the registry's owner, by another way.
`;

/**
 * All chains that were presented in a run as one PEM text: those of the registry (`host[:port]`) first, each certificate with its subject, issuer,
 * dates and fingerprint as comment lines. Null where no server presented any.
 */
export function presentedChains(facts: FactBook, registry: string | null): string | null {
  const host = (registry ?? '').replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
  const blocks = new Map<string, boolean>();
  for (const [id, fact] of facts.entries()) {
    if (fact.kind !== 'tls' || fact.chain.length === 0) continue;
    const [, at = '', name = '-'] = /^tls (.*) name=(\S+)/.exec(id) ?? [];
    const own = name === host || at.includes(host);
    const title = `# ${at}${name === '-' ? '' : `, asked for ${name}`}${own ? '' : ' (not the registry itself)'}`;
    blocks.set(`\n${title}\n${fact.chain.map(described).join('')}`, own);
  }
  if (blocks.size === 0) return null;
  const sorted = [...blocks].sort(([, one], [, other]) => Number(other) - Number(one));
  return WARNING + sorted.map(([text]) => text).join('');
}

function described(base64: string, index: number): string {
  const der = Buffer.from(base64, 'base64');
  const read = parseCertificate(der);
  if (!read.ok) return `# ${index}: can't be read (${read.text})\n${toPem(der)}`;
  const { subject, issuer, notBeforeMs, notAfterMs, fingerprintSha256 } = read.certificate;
  const date = (ms: number) => day(new Date(ms).toISOString());
  return `# ${index}: ${subject.text}
#    issued by ${issuer.text}, valid ${date(notBeforeMs)} to ${date(notAfterMs)}
#    SHA-256 ${fingerprint(fingerprintSha256)}
${toPem(der)}`;
}
