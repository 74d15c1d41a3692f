import {
  checkPrimeSync,
  createECDH,
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import * as der from '../../../src/lab/der-writer.js';

/** Octets that depend on the words alone, so that each run makes the same keys. */
function octets(words: string, count: number): Buffer {
  const parts: Buffer[] = [];
  for (let index = 0; Buffer.concat(parts).length < count; index++)
    parts.push(createHash('sha512').update(`${words} ${index}`).digest());
  return Buffer.concat(parts).subarray(0, count);
}

const CURVES = {
  'P-224': ['secp224r1', '1.3.132.0.33', 28],
  'P-256': ['prime256v1', '1.2.840.10045.3.1.7', 32],
  'P-384': ['secp384r1', '1.3.132.0.34', 48],
  'P-521': ['secp521r1', '1.3.132.0.35', 66],
  secp256k1: ['secp256k1', '1.3.132.0.10', 32],
} as const;

const made = new Map<string, KeyObject>();

function once(name: string, make: () => KeyObject): KeyObject {
  const key = made.get(name) ?? make();
  made.set(name, key);
  return key;
}

/** The same EC key for the same words. */
export function ecKey(words: string, curve: keyof typeof CURVES = 'P-256'): KeyObject {
  return once(`${curve} ${words}`, () => {
    const [name, identifier, bytes] = CURVES[curve];
    const secret = octets(words, bytes);
    // Below every curve's order, and not zero.
    secret[0] = 0;
    secret[1] = 1;
    const exchange = createECDH(name);
    exchange.setPrivateKey(secret);
    const body = der.sequence(
      der.integer(Buffer.from([1])),
      der.octetString(secret),
      der.explicit(0, der.objectIdentifier(identifier)),
      der.explicit(1, der.bitString(exchange.getPublicKey())),
    );
    return createPrivateKey({ key: body, format: 'der', type: 'sec1' });
  });
}

/** The same Ed25519 key for the same words. */
export function edKey(words: string): KeyObject {
  return once(`Ed25519 ${words}`, () => {
    const algorithm = der.sequence(der.objectIdentifier('1.3.101.112'));
    const secret = der.octetString(der.octetString(octets(words, 32)));
    const body = der.sequence(der.integer(Buffer.from([0])), algorithm, secret);
    return createPrivateKey({ key: body, format: 'der', type: 'pkcs8' });
  });
}

/** The same RSA key for the same words; `bits` of the modulus, exactly. */
export function rsaKey(words: string, bits: number): KeyObject {
  return once(`RSA ${bits} ${words}`, () => {
    const exponent = 65537n;
    const half = Math.ceil(bits / 2);
    const p = prime(`${words} p`, half, exponent);
    const q = prime(`${words} q`, bits - half, exponent);
    const n = p * q;
    const d = inverse(exponent, (p - 1n) * (q - 1n));
    const numbers = [n, exponent, d, p, q, d % (p - 1n), d % (q - 1n), inverse(q, p)];
    const body = der.sequence(
      der.integer(Buffer.from([0])),
      ...numbers.map((number) => der.integer(bigOctets(number))),
    );
    return createPrivateKey({ key: body, format: 'der', type: 'pkcs1' });
  });
}

/** A prime with its two top bits set, so that the product of two has all its bits. */
function prime(words: string, bits: number, exponent: bigint): bigint {
  const start = BigInt(`0x${octets(words, Math.ceil(bits / 8)).toString('hex')}`);
  const mask = (1n << BigInt(bits)) - 1n;
  let candidate = (start & mask) | (3n << BigInt(bits - 2)) | 1n;
  while ((candidate - 1n) % exponent === 0n || !checkPrimeSync(candidate)) candidate += 2n;
  return candidate;
}

function inverse(value: bigint, modulus: bigint): bigint {
  let [a, b, x, y] = [value % modulus, modulus, 1n, 0n];
  while (a > 1n) {
    const quotient = a / b;
    [a, b] = [b, a % b];
    [x, y] = [y, x - quotient * y];
  }
  return x < 0n ? x + modulus : x;
}

function bigOctets(number: bigint): Buffer {
  const hex = number.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
}

/** subjectPublicKeyInfo of a key. */
export function publicInfo(key: KeyObject): Buffer {
  return createPublicKey(key).export({ type: 'spki', format: 'der' });
}

/** subjectPublicKeyInfo of an RSA key with this modulus and exponent, which need not be any good. */
export function rsaInfo(
  modulus: Buffer,
  exponent = Buffer.from([1, 0, 1]),
  parameters: Buffer[] = [der.element(5)],
): Buffer {
  const key = der.sequence(der.element(2, modulus), der.element(2, exponent));
  return der.sequence(der.sequence(der.objectIdentifier('1.2.840.113549.1.1.1'), ...parameters), der.bitString(key));
}

/** A modulus of so many bits that nobody can factor, nor needs to. */
export function modulus(bits: number): Buffer {
  const bytes = octets(`modulus ${bits}`, Math.ceil(bits / 8));
  bytes[0] = 1 << ((bits - 1) % 8);
  return (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes;
}

/** A DSA key: Go can read one and does nothing with it. New each time, as nothing depends on its value. */
export function dsaInfo(): Buffer {
  return publicInfo(generateKeyPairSync('dsa', { modulusLength: 1024, divisorLength: 160 }).privateKey);
}
