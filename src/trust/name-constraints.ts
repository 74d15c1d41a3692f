import { isIP } from '../text/address.js';
import { type DerElement, DerReader, octetsKey, refuse } from './der.js';
import { isDomainName, parseMailbox } from './domain-name.js';
import { goQuoted, isIa5 } from './go-text.js';

/** One side of nameConstraints; networks are address and mask octets. */
export interface Subtrees {
  readonly dns: readonly string[];
  readonly email: readonly string[];
  readonly uri: readonly string[];
  readonly ip: readonly Uint8Array[];
}

/** The nameConstraints extension as far as Go speaks of it. */
export interface NameConstraints {
  readonly permitted: Subtrees;
  readonly excluded: Subtrees;
  /** True where it constrains kinds of names that Go doesn't know: critical, it is refused. */
  readonly otherKinds: boolean;
}

const INVALID = 'x509: invalid NameConstraints extension';

/** Reads the extension's value (golang/go `crypto/x509/parser.go`: parseNameConstraintsExtension). Throws DerError. */
export function readNameConstraints(value: Uint8Array): NameConstraints {
  const outer = new DerReader(value);
  const sides = outer.enter(0x30);
  if (sides === null || !outer.empty) refuse(INVALID);
  const [permitted, excluded] = [side(sides, 0xa0), side(sides, 0xa1)];
  if (!sides.empty) refuse(INVALID);
  if ((permitted?.content.length ?? 0) === 0 && (excluded?.content.length ?? 0) === 0)
    refuse('x509: empty name constraints extension');
  const bases = [permitted, excluded].map(readBases);
  const [allowed = [], denied = []] = bases;
  return { permitted: subtrees(allowed), excluded: subtrees(denied), otherKinds: bases.flat().some(isOther) };
}

function side(sides: DerReader, tag: number): DerElement | null {
  return sides.peek(tag) ? (sides.any() ?? refuse(INVALID)) : null;
}

function readBases(element: DerElement | null): DerElement[] {
  const bases: DerElement[] = [];
  const list = new DerReader(element?.content ?? new Uint8Array());
  while (!list.empty) {
    const base = list.enter(0x30)?.any() ?? refuse(INVALID);
    checkBase(base);
    bases.push(base);
  }
  return bases;
}

function isOther({ tag }: DerElement): boolean {
  return ![0x81, 0x82, 0x86, 0x87].includes(tag);
}

function subtrees(bases: readonly DerElement[]): Subtrees {
  const of = (wanted: number) => bases.filter(({ tag }) => tag === wanted).map(({ content }) => content);
  return {
    email: of(0x81).map(octetsKey),
    dns: of(0x82).map(octetsKey),
    uri: of(0x86).map(octetsKey),
    ip: of(0x87),
  };
}

function checkBase({ tag, content }: DerElement): void {
  if (tag === 0x87) checkNetwork(content);
  if (![0x81, 0x82, 0x86].includes(tag)) return;
  const text = octetsKey(content);
  if (!isIa5(text)) refuse(`x509: invalid constraint value: x509: ${goQuoted(text)} cannot be encoded as an IA5String`);
  if (tag === 0x82 && !isDomainName(text, true)) refuse(`x509: failed to parse dnsName constraint ${goQuoted(text)}`);
  if (tag === 0x81 && !(text.includes('@') ? parseMailbox(text) !== null : isDomainName(text, true)))
    refuse(`x509: failed to parse rfc822Name constraint ${goQuoted(text)}`);
  if (tag === 0x86 && isIP(text) !== 0)
    refuse(`x509: failed to parse URI constraint ${goQuoted(text)}: cannot be IP address`);
  if (tag === 0x86 && !isDomainName(text, true)) refuse(`x509: failed to parse URI constraint ${goQuoted(text)}`);
}

function checkNetwork(content: Uint8Array): void {
  if (content.length !== 8 && content.length !== 32)
    refuse(`x509: IP constraint contained value of length ${content.length}`);
  const mask = content.subarray(content.length / 2);
  const bits = [...mask].map((octet) => octet.toString(2).padStart(8, '0')).join('');
  if (!/^1*0*$/.test(bits)) refuse(`x509: IP constraint contained invalid mask ${Buffer.from(mask).toString('hex')}`);
}
