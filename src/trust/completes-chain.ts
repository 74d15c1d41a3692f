import { parseCertificate } from './certificate.js';
import { judgeChain } from './judge.js';
import { certificatesInPem } from './pem.js';
import type { TrustInput } from './verdict.js';

/**
 * What the certificate that an `issuerUrls` look-up brought says (DER, or PEM as some servers send it): had the server sent it, would
 * the chain reach a trusted root? `missing-intermediate` then, else `unknown-ca`. Bytes that are no certificate complete nothing.
 */
export function completesChain(input: TrustInput, fetched: Uint8Array): 'missing-intermediate' | 'unknown-ca' {
  const inPem = certificatesInPem(Buffer.from(fetched).toString('latin1'));
  const certificates = (inPem.length > 0 ? inPem : [fetched]).filter((der) => parseCertificate(der).ok);
  if (certificates.length === 0) return 'unknown-ca';
  const completed = judgeChain({ ...input, chain: [...input.chain, ...certificates] });
  return completed.problems.some(({ kind }) => kind === 'unknown-authority') ? 'unknown-ca' : 'missing-intermediate';
}
