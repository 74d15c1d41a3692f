import { DerReader, objectIdentifierText, octetsKey, refuse } from './der.js';
import { goAtLeast } from './go-version.js';

/** What a certificate says about certificate policies (RFC 5280 §4.2.1.4, 5, 11, 14). */
export interface PolicyExtensions {
  /** Raw identifiers. */
  readonly policies: readonly string[];
  readonly mappings: readonly { readonly issuer: string; readonly subject: string }[];
  /** Certificates until a policy is needed, or null. */
  readonly requireExplicit: number | null;
  readonly inhibitMapping: number | null;
  readonly inhibitAny: number | null;
}

/** Octets of anyPolicy, 2.5.29.32.0. */
export const ANY_POLICY = '\x55\x1d\x20\x00';

type Entries = readonly { readonly identifier: string; readonly value: Uint8Array }[];

/** Reads all of them; those that Go before 1.24 did not know are empty for it. Throws DerError. */
export function policyExtensions(entries: Entries, goVersion: string): PolicyExtensions {
  const current = goAtLeast(goVersion, 24);
  const value = (identifier: string): Uint8Array | null =>
    entries.find((entry) => entry.identifier === identifier)?.value ?? null;
  const policies = value('2.5.29.32');
  const limits = current ? readLimits(value('2.5.29.36')) : { requireExplicit: null, inhibitMapping: null };
  return {
    policies: policies === null ? [] : readPolicies(policies, current),
    mappings: current ? readMappings(value('2.5.29.33')) : [],
    ...limits,
    inhibitAny: current ? readInhibitAny(value('2.5.29.54')) : null,
  };
}

function readPolicies(value: Uint8Array, unique: boolean): string[] {
  const invalid = () => refuse('x509: invalid certificate policies');
  const list = new DerReader(value).enter(0x30) ?? invalid();
  const found: string[] = [];
  while (!list.empty) {
    const { content } = list.enter(0x30)?.read(0x06) ?? invalid();
    const policy = octetsKey(content);
    if ((unique && found.includes(policy)) || objectIdentifierText(content) === null) invalid();
    found.push(policy);
  }
  return found;
}

function readMappings(value: Uint8Array | null): PolicyExtensions['mappings'] {
  if (value === null) return [];
  const invalid = () => refuse('x509: invalid policy mappings extension');
  const list = new DerReader(value).enter(0x30) ?? invalid();
  const found: { issuer: string; subject: string }[] = [];
  while (!list.empty) {
    const pair = list.enter(0x30) ?? invalid();
    const [issuer, subject] = [pair.read(0x06) ?? invalid(), pair.read(0x06) ?? invalid()];
    found.push({ issuer: octetsKey(issuer.content), subject: octetsKey(subject.content) });
  }
  return found;
}

function readLimits(value: Uint8Array | null): Pick<PolicyExtensions, 'requireExplicit' | 'inhibitMapping'> {
  if (value === null) return { requireExplicit: null, inhibitMapping: null };
  const invalid = () => refuse('x509: invalid policy constraints extension');
  const fields = new DerReader(value).enter(0x30) ?? invalid();
  const limit = (tag: number) => (fields.peek(tag) ? count(fields.integer(tag) ?? invalid()) : null);
  return { requireExplicit: limit(0x80), inhibitMapping: limit(0x81) };
}

function readInhibitAny(value: Uint8Array | null): number | null {
  if (value === null) return null;
  return count(new DerReader(value).integer() ?? refuse('x509: invalid inhibit any policy extension'));
}

/** Negative numbers say nothing to Go (`verify.go`: policiesValid). */
function count(octets: Uint8Array): number | null {
  return (octets[0] ?? 0) >= 0x80 ? null : Number(BigInt(`0x${Buffer.from(octets).toString('hex')}`));
}
