import { constants, createHash, type KeyObject, sign } from 'node:crypto';
import * as der from '../../../src/lab/der-writer.js';
import { ecKey, publicInfo } from './keys.js';

export const DAY_MS = 86_400_000;
const SECOND_MS = 1000;
/** The second in which this run began: programs that have no other clock than the machine's judge the same chains. */
export const NOW_MS = Math.floor(Date.now() / SECOND_MS) * SECOND_MS;
export const NAME = 'registry.example.com';
export const SERVER = '1.3.6.1.5.5.7.3.1';
export const CLIENT = '1.3.6.1.5.5.7.3.2';

/** What a certificate is to say; every part can be made wrong. Left out: as a careful CA would do it. */
export interface Recipe {
  readonly cn?: string;
  /** Whole Name element instead of `cn`. */
  readonly subject?: Buffer;
  /** Whole Name element instead of the issuer's subject. */
  readonly issuerName?: Buffer;
  readonly by?: Made | null;
  /** Content of the version field; null leaves it out, as version 1 does. */
  readonly version?: number | null;
  /** Content octets of the serial number. */
  readonly serial?: Buffer;
  /** Days from now. */
  readonly from?: number;
  readonly to?: number;
  /** Whole validity element. */
  readonly validity?: Buffer;
  readonly key?: KeyObject;
  readonly spki?: Buffer;
  readonly algorithm?: Algorithm;
  /** Algorithm identifier outside the signed part, where it is to differ. */
  readonly outer?: Buffer;
  /** True where the signature is to be of something else. */
  readonly forged?: boolean;
  readonly ca?: boolean;
  readonly pathLength?: number;
  /** Null leaves basicConstraints out. */
  readonly basic?: Buffer | null;
  /** First octet of the bits of keyUsage; null leaves it out. */
  readonly usage?: number | null;
  readonly eku?: readonly string[];
  /** GeneralName elements; null leaves subjectAltName out. */
  readonly san?: readonly Buffer[] | null;
  readonly sanCritical?: boolean;
  readonly permitted?: readonly Buffer[];
  readonly excluded?: readonly Buffer[];
  readonly keyId?: string | null;
  readonly authorityKeyId?: string | null;
  readonly more?: readonly Buffer[];
  /** Whole extensions field instead of all of the above. */
  readonly extensions?: Buffer | null;
  /** Elements after the key, before the extensions (unique identifiers). */
  readonly afterKey?: readonly Buffer[];
}

/** A certificate and what it takes to sign with it. */
export interface Made {
  readonly der: Buffer;
  readonly key: KeyObject;
  readonly name: Buffer;
  readonly keyId: string | null;
}

/** How a certificate is signed. */
export interface Algorithm {
  readonly identifier: Buffer;
  sign(body: Buffer, key: KeyObject): Buffer;
}

const withNull = (dotted: string) => der.sequence(der.objectIdentifier(dotted), der.element(5));
const plain = (dotted: string) => der.sequence(der.objectIdentifier(dotted));
const hashed = (hash: string | null, identifier: Buffer): Algorithm => ({
  identifier,
  sign: (body, key) => sign(hash, body, key),
});

const HASHES = {
  'SHA-256': '2.16.840.1.101.3.4.2.1',
  'SHA-384': '2.16.840.1.101.3.4.2.2',
  'SHA-512': '2.16.840.1.101.3.4.2.3',
};

/** RSA-PSS as a certificate says it: hash, the hash of the mask, bytes of salt. */
export function pss(hash: keyof typeof HASHES, saltLength: number, maskHash = hash, trailer: Buffer[] = []): Algorithm {
  const parameters = der.sequence(
    der.explicit(0, withNull(HASHES[hash])),
    der.explicit(1, der.sequence(der.objectIdentifier('1.2.840.113549.1.1.8'), withNull(HASHES[maskHash]))),
    der.explicit(2, der.integer(Buffer.from([saltLength]))),
    ...trailer,
  );
  return {
    identifier: der.sequence(der.objectIdentifier('1.2.840.113549.1.1.10'), parameters),
    sign: (body, key) =>
      sign(hash.replace('-', ''), body, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength }),
  };
}

export const ALGORITHMS = {
  'ECDSA-SHA1': hashed('sha1', plain('1.2.840.10045.4.1')),
  'ECDSA-SHA256': hashed('sha256', plain('1.2.840.10045.4.3.2')),
  'ECDSA-SHA384': hashed('sha384', plain('1.2.840.10045.4.3.3')),
  'ECDSA-SHA512': hashed('sha512', plain('1.2.840.10045.4.3.4')),
  'ECDSA-SHA224': hashed('sha224', plain('1.2.840.10045.4.3.1')),
  'MD5-RSA': hashed('md5', withNull('1.2.840.113549.1.1.4')),
  'SHA1-RSA': hashed('sha1', withNull('1.2.840.113549.1.1.5')),
  'SHA256-RSA': hashed('sha256', withNull('1.2.840.113549.1.1.11')),
  'SHA384-RSA': hashed('sha384', withNull('1.2.840.113549.1.1.12')),
  'SHA512-RSA': hashed('sha512', withNull('1.2.840.113549.1.1.13')),
  'SHA224-RSA': hashed('sha224', withNull('1.2.840.113549.1.1.14')),
  Ed25519: hashed(null, plain('1.3.101.112')),
  'Ed25519 with parameters': hashed(null, withNull('1.3.101.112')),
} as const satisfies Record<string, Algorithm>;

function usual(key: KeyObject): Algorithm {
  if (key.asymmetricKeyType === 'ed25519') return ALGORITHMS.Ed25519;
  return key.asymmetricKeyType === 'rsa' ? ALGORITHMS['SHA256-RSA'] : ALGORITHMS['ECDSA-SHA256'];
}

/** One attribute of a name, with the tag of its string. */
export function attribute(dotted: string, text: string | Buffer, tag = 0x0c): Buffer {
  const content = typeof text === 'string' ? Buffer.from(text, 'utf8') : text;
  return der.set(der.sequence(der.objectIdentifier(dotted), der.element(tag, content)));
}

export const commonName = (text: string) => der.sequence(attribute('2.5.4.3', text));
export const dns = (name: string) => der.implicit(2, Buffer.from(name, 'latin1'));
export const ip = (...bytes: number[]) => der.implicit(7, Buffer.from(bytes));
export const email = (text: string) => der.implicit(1, Buffer.from(text, 'latin1'));
export const uri = (text: string) => der.implicit(6, Buffer.from(text, 'latin1'));
/** An extension of any content. */
export function extension(dotted: string, critical: boolean, value: Buffer): Buffer {
  return der.sequence(der.objectIdentifier(dotted), ...(critical ? [der.boolean(true)] : []), der.octetString(value));
}

let count = 0;

/** Makes and signs one certificate. */
export function make(recipe: Recipe): Made {
  count++;
  const by = recipe.by ?? null;
  const words = recipe.cn ?? `certificate ${count}`;
  const key = recipe.key ?? ecKey(words);
  const signer = by?.key ?? key;
  const algorithm = recipe.algorithm ?? usual(signer);
  const name = recipe.subject ?? commonName(words);
  const spki = recipe.spki ?? publicInfo(key);
  const keyId = recipe.keyId === undefined ? createHash('sha1').update(spki).digest().toString('latin1') : recipe.keyId;
  const version = recipe.version === undefined ? 2 : recipe.version;
  const serial =
    recipe.serial ?? Buffer.concat([Buffer.from([1]), createHash('sha1').update(String(count)).digest().subarray(4)]);
  const body = der.sequence(
    ...(version === null ? [] : [der.explicit(0, der.element(2, Buffer.from([version])))]),
    der.element(2, serial),
    algorithm.identifier,
    recipe.issuerName ?? by?.name ?? name,
    recipe.validity ??
      der.sequence(der.time(NOW_MS + (recipe.from ?? -30) * DAY_MS), der.time(NOW_MS + (recipe.to ?? 30) * DAY_MS)),
    name,
    spki,
    ...(recipe.afterKey ?? []),
    ...extensionsField(recipe, keyId, by === null ? keyId : by.keyId, version),
  );
  const signature = algorithm.sign(recipe.forged === true ? Buffer.from('something else') : body, signer);
  return { der: der.sequence(body, recipe.outer ?? algorithm.identifier, der.bitString(signature)), key, name, keyId };
}

function extensionsField(
  recipe: Recipe,
  keyId: string | null,
  issuerKeyId: string | null,
  version: number | null,
): Buffer[] {
  if (recipe.extensions === null || (recipe.extensions === undefined && version !== 2)) return [];
  if (recipe.extensions !== undefined) return [recipe.extensions];
  const ca = recipe.ca === true;
  const path = recipe.pathLength === undefined ? [] : [der.element(2, Buffer.from([recipe.pathLength]))];
  const basic = recipe.basic === undefined ? der.sequence(...(ca ? [der.boolean(true)] : []), ...path) : recipe.basic;
  const usage = recipe.usage === undefined ? (ca ? 0x06 : 0x80) : recipe.usage;
  const authority = recipe.authorityKeyId === undefined ? issuerKeyId : recipe.authorityKeyId;
  const san = recipe.san === undefined ? (ca ? null : [dns(NAME)]) : recipe.san;
  const eku = recipe.eku ?? (ca ? null : [SERVER]);
  const all = [
    ...(basic === null ? [] : [extension('2.5.29.19', true, basic)]),
    ...(usage === null ? [] : [extension('2.5.29.15', true, der.bitString(Buffer.from([usage]), 0))]),
    ...(keyId === null ? [] : [extension('2.5.29.14', false, der.octetString(Buffer.from(keyId, 'latin1')))]),
    ...(authority === null
      ? []
      : [extension('2.5.29.35', false, der.sequence(der.implicit(0, Buffer.from(authority, 'latin1'))))]),
    ...(san === null ? [] : [extension('2.5.29.17', recipe.sanCritical === true, der.sequence(...san))]),
    ...(eku === null ? [] : [extension('2.5.29.37', false, der.sequence(...eku.map(der.objectIdentifier)))]),
    ...constraints(recipe),
    ...(recipe.more ?? []),
  ];
  return [der.explicit(3, der.sequence(...all))];
}

function constraints({ permitted, excluded }: Recipe): Buffer[] {
  if (permitted === undefined && excluded === undefined) return [];
  const side = (number: number, bases: readonly Buffer[] | undefined) =>
    bases === undefined ? [] : [der.explicit(number, ...bases.map((base) => der.sequence(base)))];
  return [extension('2.5.29.30', true, der.sequence(...side(0, permitted), ...side(1, excluded)))];
}
