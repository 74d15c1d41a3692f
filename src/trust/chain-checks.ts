import type { Certificate } from './certificate.js';
import { constraintViolation, type Violation } from './constraint-check.js';
import { printable } from './distinguished-name.js';
import { goAtLeast, goHas } from './go-version.js';
import { chainMayServe } from './key-usage.js';
import { policiesValid } from './policies.js';

/** CVE-2025-58187: name constraints are looked at once a chain stands; before, at each step of building it. */
const CONSTRAINTS_AFTER_BUILDING = { 24: 8, 25: 2 };
const USAGE = 'x509: certificate specifies an incompatible key usage';

/**
 * Go's error where none of the chains may serve, else null (golang/go `crypto/x509/verify.go`: Verify, from `candidateChains` on).
 */
export function chainsFault(chains: readonly (readonly Certificate[])[], goVersion: string): string | null {
  let constraint: string | null = null;
  let [usages, policies] = [0, 0];
  for (const chain of chains) {
    if (goAtLeast(goVersion, 24) && !policiesValid(chain)) policies++;
    else if (!chainMayServe(chain)) usages++;
    else {
      const violation = goHas(goVersion, CONSTRAINTS_AFTER_BUILDING) ? chainViolation(chain, goVersion) : null;
      if (violation === null) return null;
      constraint ??= violation;
    }
  }
  if (constraint !== null) return constraint;
  if (policies === 0) return USAGE;
  const details = [
    ...(usages > 0 ? [`${usages} candidate chains with incompatible key usage`] : []),
    `${policies} candidate chains with invalid policies`,
  ];
  return `x509: no valid chains built: ${details.join(', ')}`;
}

/** Names of every certificate against the constraints of all above it. */
function chainViolation(chain: readonly Certificate[], goVersion: string): string | null {
  for (const [index, certificate] of chain.entries())
    for (const authority of chain.slice(index + 1)) {
      const text = violationText(certificate, authority, goVersion);
      if (text !== null) return text;
    }
  return null;
}

/**
 * Go's error where a candidate for the end of this chain does not allow its names, else null: for versions that look at this point already
 * (`verify.go`: isValid). Before 1.22 only the leaf's names counted.
 */
export function constraintsWhileBuilding(
  chain: readonly Certificate[],
  candidate: Certificate,
  goVersion: string,
): string | null {
  if (goHas(goVersion, CONSTRAINTS_AFTER_BUILDING)) return null;
  for (const certificate of goAtLeast(goVersion, 22) ? chain : chain.slice(0, 1)) {
    const text = violationText(certificate, candidate, goVersion);
    if (text !== null) return text;
  }
  return null;
}

function violationText(certificate: Certificate, authority: Certificate, goVersion: string): string | null {
  const { nameConstraints } = authority.extensions;
  if (nameConstraints === null || certificate.extensions.subjectAlternativeNames === null) return null;
  const violation = constraintViolation(nameConstraints, certificate.extensions.names, goVersion);
  return violation === null ? null : said(violation);
}

function said({ text, bare }: Violation): string {
  const introduction = 'x509: a root or intermediate certificate is not authorized to sign for this name: ';
  return printable(bare === true ? text : `${introduction}${text}`);
}
