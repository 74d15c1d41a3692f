import ipaddr from 'ipaddr.js';
import type { Certificate } from './certificate.js';
import { printable } from './distinguished-name.js';
import { chainMayServe } from './key-usage.js';
import { constraintViolation } from './name-constraints.js';

/**
 * Go's error where none of the chains may serve under this name, else null (golang/go `crypto/x509/verify.go`: Verify, from
 * `candidateChains` on; certificate policies are not looked at, as nothing asks for any by default).
 */
export function chainsFault(chains: readonly (readonly Certificate[])[]): string | null {
  let constraint: string | null = null;
  let usage: string | null = null;
  for (const chain of chains) {
    if (!chainMayServe(chain)) {
      usage = 'x509: certificate specifies an incompatible key usage';
      continue;
    }
    const violation = chainViolation(chain);
    if (violation === null) return null;
    constraint ??= `x509: a root or intermediate certificate is not authorized to sign for this name: ${printable(violation)}`;
  }
  return constraint ?? usage;
}

/** Names of every certificate against the constraints of all above it. */
function chainViolation(chain: readonly Certificate[]): string | null {
  for (const [index, certificate] of chain.entries()) {
    const { dnsNames, ipAddresses } = certificate.extensions;
    const addresses = ipAddresses.map((text) => ({ text, octets: ipaddr.parse(text).toByteArray() }));
    for (const authority of chain.slice(index + 1)) {
      const constraints = authority.extensions.nameConstraints;
      const violation = constraints === null ? null : constraintViolation(constraints, { dnsNames, addresses });
      if (violation !== null) return violation;
    }
  }
  return null;
}
