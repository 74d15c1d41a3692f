import type { Certificate } from './certificate.js';
import { ANY_POLICY } from './policy-extensions.js';

/** Policies that are valid at one certificate, each with those that the next one may name for it. */
type Level = Map<string, readonly string[]>;

/**
 * True where the policies of a chain are in order with nothing asked for from outside (golang/go `crypto/x509/verify.go`: policiesValid;
 * RFC 9618). The graph there is needed for its answers; whether there is one, its last level tells.
 */
export function policiesValid(chain: readonly Certificate[]): boolean {
  if (chain.length === 1) return true;
  const length = chain.length - 1;
  let level: Level | null = new Map([[ANY_POLICY, [ANY_POLICY]]]);
  let [inhibitAny, explicit, mapping] = [length + 1, length + 1, length + 1];
  for (let index = length - 1; index >= 0; index--) {
    const certificate = chain[index] as Certificate;
    const { policies } = certificate.extensions;
    const selfIssued = certificate.rawIssuer === certificate.rawSubject;
    if (policies.policies.length === 0) level = null;
    if (explicit === 0 && level === null) return false;
    if (level !== null) {
      const mayBeAny = inhibitAny > 0 || (index > 0 && selfIssued);
      const next: Level = nextLevel(level, policies.policies, mayBeAny);
      if (index > 0 && !applyMappings(next, policies.mappings, mapping > 0)) return false;
      level = next;
    }
    if (index === 0) {
      if (policies.requireExplicit === 0) explicit = 0;
      continue;
    }
    const step = selfIssued ? 0 : 1;
    explicit = Math.min(Math.max(0, explicit - step), policies.requireExplicit ?? Infinity);
    mapping = Math.min(Math.max(0, mapping - step), policies.inhibitMapping ?? Infinity);
    inhibitAny = Math.min(Math.max(0, inhibitAny - step), policies.inhibitAny ?? Infinity);
  }
  return Math.max(0, explicit - 1) > 0 || (level !== null && level.size > 0);
}

function nextLevel(parents: Level, policies: readonly string[], mayBeAny: boolean): Level {
  const next: Level = new Map();
  const expected = [...parents.values()].flat();
  for (const policy of policies)
    if (policy !== ANY_POLICY && (expected.includes(policy) || parents.has(ANY_POLICY))) next.set(policy, [policy]);
  if (policies.includes(ANY_POLICY) && mayBeAny)
    for (const policy of expected) if (!next.has(policy)) next.set(policy, [policy]);
  return next;
}

/** False where a mapping is not allowed at all. */
function applyMappings(
  level: Level,
  mappings: readonly { readonly issuer: string; readonly subject: string }[],
  allowed: boolean,
): boolean {
  if (allowed && mappings.some(({ issuer, subject }) => issuer === ANY_POLICY || subject === ANY_POLICY)) return false;
  for (const issuer of new Set(mappings.map((each) => each.issuer))) {
    const subjects = mappings.filter((each) => each.issuer === issuer).map(({ subject }) => subject);
    if (!allowed) level.delete(issuer);
    else if (level.has(issuer) || level.has(ANY_POLICY)) level.set(issuer, subjects);
  }
  return true;
}
