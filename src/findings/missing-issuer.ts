import { completesChain } from '../trust/completes-chain.js';
import { readPool } from '../trust/read-pool.js';
import type { CertificateCase } from './certificates.js';
import type { DiagnosisContext } from './context.js';

/** What the look-up of the missing issuer says. `undecided`: it is not there yet, failed, or there is nowhere to look. */
export interface MissingIssuer {
  readonly answer: 'missing-intermediate' | 'unknown-ca' | 'undecided';
  /** Base64 of the issuer's certificate as fetched, or null. */
  readonly fetched: string | null;
  /** Where it was, or would be, fetched; null for nowhere. */
  readonly url: string | null;
  /** Why the look-up brought nothing; null where it did or was not made. */
  readonly detail: string | null;
}

/** Looks the issuer of the last certificate up where that one says (authorityInfoAccess), once, over plain HTTP. */
export function missingIssuer(
  { fact, policy, name, verdict }: CertificateCase,
  context: Pick<DiagnosisContext, 'host' | 'trials'>,
): MissingIssuer | null {
  const { gap, leaf } = verdict;
  if (gap === null || gap.missing === null || leaf === null || leaf.selfSigned) return null;
  const url = gap.issuerUrls.find((each) => URL.parse(each)?.protocol === 'http:') ?? null;
  const looked = url === null ? undefined : context.trials.wanted({ kind: 'certificate', url });
  if (looked === undefined || looked.der === null)
    return { answer: 'undecided', fetched: null, url, detail: looked?.detail ?? null };
  const input = {
    chain: fact.chain.map((certificate) => Buffer.from(certificate, 'base64')),
    roots: readPool(context.host.files, policy.roots),
    serverName: name,
    nowMs: context.host.nowMs,
    goVersion: policy.goVersion,
  };
  const answer = completesChain(input, Buffer.from(looked.der, 'base64'));
  return { answer, fetched: looked.der, url, detail: null };
}
