import type { Certificate } from './certificate.js';

const SERVER_AUTHENTICATION = '1.3.6.1.5.5.7.3.1';
const ANY = '2.5.29.37.0';

/** True where every certificate that lists extended key usages lists server authentication or any (golang/go `crypto/x509/verify.go`: checkChainForKeyUsage). */
export function chainMayServe(chain: readonly Certificate[]): boolean {
  return chain.every(({ extensions: { extendedKeyUsages } }) => {
    if (extendedKeyUsages === null || extendedKeyUsages.length === 0) return true;
    return extendedKeyUsages.includes(ANY) || extendedKeyUsages.includes(SERVER_AUTHENTICATION);
  });
}
