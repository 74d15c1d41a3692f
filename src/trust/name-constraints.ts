import { type DerElement, octetsKey, readElement, readElements } from './der.js';

/** One side of nameConstraints: DNS suffixes, and networks as address and mask octets. */
interface Subtrees {
  readonly dnsNames: readonly string[];
  readonly networks: readonly Uint8Array[];
}

/** The nameConstraints extension as far as it speaks of DNS names and addresses. */
export interface NameConstraints {
  readonly permitted: Subtrees;
  readonly excluded: Subtrees;
  /** True where it constrains kinds of names that Go doesn't know: critical, it is refused. */
  readonly otherKinds: boolean;
}

/** Names of a certificate that constraints are applied to. */
export interface ConstrainedNames {
  readonly dnsNames: readonly string[];
  /** Address text with its octets. */
  readonly addresses: readonly { readonly text: string; readonly octets: readonly number[] }[];
}

/** Reads the extension's value; null stays null. Throws DerError. */
export function readNameConstraints(body: DerElement | null): NameConstraints | null {
  if (body === null) return null;
  const sides = readElements(body.content);
  const bases = (tag: number) =>
    readElements(sides.find((side) => side.tag === tag)?.content ?? new Uint8Array()).map((subtree) =>
      readElement(subtree.content),
    );
  const [permitted, excluded] = [bases(0xa0), bases(0xa1)];
  return {
    permitted: subtrees(permitted),
    excluded: subtrees(excluded),
    // Mail addresses (1), DNS names (2), URIs (6) and addresses (7) are the kinds that Go handles.
    otherKinds: [...permitted, ...excluded].some(({ tag }) => ![0x81, 0x82, 0x86, 0x87].includes(tag)),
  };
}

function subtrees(bases: readonly DerElement[]): Subtrees {
  return {
    dnsNames: bases.filter(({ tag }) => tag === 0x82).map(({ content }) => octetsKey(content)),
    networks: bases.filter(({ tag }) => tag === 0x87).map(({ content }) => content),
  };
}

/**
 * What crypto/x509 objects to, or null (golang/go `crypto/x509/constraints.go`: checkConstraints, with its texts).
 * Mail addresses and URIs are not looked at: registries' certificates carry none.
 */
export function constraintViolation(constraints: NameConstraints, names: ConstrainedNames): string | null {
  const { permitted, excluded } = constraints;
  for (const { text, octets } of names.addresses) {
    const sameFamily = (network: Uint8Array) => network.length === octets.length * 2;
    if (
      permitted.networks.length > 0 &&
      !permitted.networks.some((network) => sameFamily(network) && contains(network, octets))
    )
      return `IP address "${text}" is not permitted by any constraint`;
    const hit = excluded.networks.find((network) => sameFamily(network) && contains(network, octets));
    if (hit !== undefined) return `IP address "${text}" is excluded by constraint "${networkText(hit)}"`;
  }
  for (const name of names.dnsNames) {
    if (permitted.dnsNames.length > 0 && !permitted.dnsNames.some((suffix) => isUnder(name, suffix)))
      return `DNS name "${name}" is not permitted by any constraint`;
    const hit = excluded.dnsNames.find((suffix) => isUnder(name, suffix) || wildcardCovers(name, suffix));
    if (hit !== undefined) return `DNS name "${name}" is excluded by constraint "${hit}"`;
  }
  return null;
}

function contains(network: Uint8Array, octets: readonly number[]): boolean {
  const half = octets.length;
  return octets.every((octet, index) => (octet & (network[half + index] ?? 0)) === (network[index] ?? 0));
}

function networkText(network: Uint8Array): string {
  const half = network.length / 2;
  const ones = [...network.subarray(half)].reduce(
    (sum, octet) => sum + octet.toString(2).replaceAll('0', '').length,
    0,
  );
  const groups = Buffer.from(network.subarray(0, half)).toString('hex').match(/.{4}/g) ?? [];
  return `${half === 4 ? network.subarray(0, 4).join('.') : groups.join(':')}/${ones}`;
}

/** A label suffix; a leading period asks for at least one more label. */
function isUnder(name: string, suffix: string): boolean {
  const [whole, end] = [name.toLowerCase(), suffix.toLowerCase()];
  if (end === '') return true;
  return whole === end || whole.endsWith(end.startsWith('.') ? end : `.${end}`);
}

/** `*.example.com` could stand for the excluded `a.example.com`. */
function wildcardCovers(name: string, suffix: string): boolean {
  const dot = suffix.indexOf('.');
  return name.startsWith('*.') && dot > 0 && name.slice(1).toLowerCase() === suffix.slice(dot).toLowerCase();
}
