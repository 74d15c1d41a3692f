import * as der from '../../../src/lab/der-writer.js';
import { anchor, below, type Chain, chain, leaf } from './chain.js';
import { dsaInfo, ecKey, edKey, modulus, publicInfo, rsaInfo, rsaKey } from './keys.js';
import { ALGORITHMS, type Algorithm, pss, type Recipe } from './make.js';

const rsa = (bits: number) => anchor(`RSA ${bits}`, { key: rsaKey('root', bits) });
const large = rsa(2048);
const signed = (title: string, algorithm: Algorithm, by = large) => chain(title, [leaf({ by, algorithm })], [by]);
const ec = anchor('EC Root', {});
const ed = anchor('Ed25519 Root', { key: edKey('root') });
const keyed = (title: string, recipe: Recipe) => chain(title, [leaf({ key: ecKey('unused'), ...recipe })]);
const extra = (title: string, recipe: Recipe) => chain(title, [leaf(), below(`Extra: ${title}`, recipe)]);
const curve = (name: 'P-224' | 'P-384' | 'P-521') => {
  const ca = anchor(`${name} Root`, { key: ecKey('root', name) });
  return chain(`key: ${name} at root and leaf`, [leaf({ by: ca, key: ecKey('leaf', name) })], [ca]);
};
const offCurve = Buffer.from(publicInfo(ecKey('off')));
offCurve[offCurve.length - 1] = (offCurve.at(-1) ?? 0) ^ 1;
const sha1Issuing = below('SHA-1 Issuing', { algorithm: ALGORITHMS['ECDSA-SHA1'] });

/** Keys and signatures. */
export const ALGORITHM_CHAINS: readonly Chain[] = [
  curve('P-224'),
  curve('P-384'),
  curve('P-521'),
  chain('key: Ed25519 at root and leaf', [leaf({ by: ed, key: edKey('leaf') })], [ed]),
  chain('key: RSA at root and leaf', [leaf({ by: large, key: rsaKey('leaf', 2048) })], [large]),
  chain('key: a curve that Go does not know', [leaf({ key: ecKey('k1', 'secp256k1') })]),
  keyed('key: point off the curve', { spki: offCurve }),
  keyed('key: DSA leaf', { spki: dsaInfo() }),
  keyed('key: X25519 leaf', {
    spki: der.sequence(der.sequence(der.objectIdentifier('1.3.101.110')), der.bitString(Buffer.alloc(32, 9))),
  }),
  keyed('key: Ed448 leaf', {
    spki: der.sequence(der.sequence(der.objectIdentifier('1.3.101.113')), der.bitString(Buffer.alloc(57, 9))),
  }),
  keyed('key: unknown algorithm', {
    spki: der.sequence(der.sequence(der.objectIdentifier('1.2.3.4')), der.bitString(Buffer.alloc(9, 9))),
  }),
  keyed('key: RSA 512 leaf', { key: rsaKey('leaf', 512) }),
  keyed('key: RSA 1024 leaf', { key: rsaKey('leaf', 1024) }),
  keyed('key: RSA 8192 leaf', { spki: rsaInfo(modulus(8192)) }),
  keyed('key: RSA 8193 leaf', { spki: rsaInfo(modulus(8193)) }),
  keyed('key: RSA 16384 leaf', { spki: rsaInfo(modulus(16384)) }),
  extra('key: RSA 8200 in a certificate that is not needed', { spki: rsaInfo(modulus(8200)) }),
  keyed('key: RSA without NULL', { spki: rsaInfo(modulus(2048), undefined, []) }),
  keyed('key: RSA modulus negative', { spki: rsaInfo(Buffer.alloc(256, 0x90)) }),
  keyed('key: RSA exponent zero', { spki: rsaInfo(modulus(2048), Buffer.from([0])) }),
  keyed('key: RSA exponent 3', { spki: rsaInfo(modulus(2048), Buffer.from([3])) }),
  keyed('key: Ed25519 too short', {
    spki: der.sequence(der.sequence(der.objectIdentifier('1.3.101.112')), der.bitString(Buffer.alloc(31, 9))),
  }),
  signed('signature: by RSA 512', ALGORITHMS['SHA256-RSA'], rsa(512)),
  signed('signature: by RSA 1016', ALGORITHMS['SHA256-RSA'], rsa(1016)),
  signed('signature: by RSA 1024', ALGORITHMS['SHA256-RSA'], rsa(1024)),
  signed('signature: MD5', ALGORITHMS['MD5-RSA']),
  signed('signature: SHA-1 with RSA', ALGORITHMS['SHA1-RSA']),
  signed('signature: SHA-224 with RSA', ALGORITHMS['SHA224-RSA']),
  signed('signature: SHA-384 with RSA', ALGORITHMS['SHA384-RSA']),
  signed('signature: SHA-512 with RSA', ALGORITHMS['SHA512-RSA']),
  signed('signature: SHA-1 with ECDSA', ALGORITHMS['ECDSA-SHA1'], ec),
  signed('signature: SHA-224 with ECDSA', ALGORITHMS['ECDSA-SHA224'], ec),
  signed('signature: SHA-384 with ECDSA', ALGORITHMS['ECDSA-SHA384'], ec),
  signed('signature: SHA-512 with ECDSA', ALGORITHMS['ECDSA-SHA512'], ec),
  chain('signature: SHA-1 of an intermediate', [leaf({ by: sha1Issuing }), sha1Issuing]),
  chain(
    'signature: SHA-1 of the root by itself',
    [leaf({ by: anchor('SHA-1 Root', { algorithm: ALGORITHMS['ECDSA-SHA1'] }) })],
    [anchor('SHA-1 Root', { algorithm: ALGORITHMS['ECDSA-SHA1'] })],
  ),
  signed('signature: PSS, SHA-256', pss('SHA-256', 32)),
  signed('signature: PSS, SHA-384', pss('SHA-384', 48)),
  signed('signature: PSS, SHA-512', pss('SHA-512', 64)),
  signed('signature: PSS, other salt', pss('SHA-256', 20)),
  signed('signature: PSS, other mask', pss('SHA-256', 32, 'SHA-384')),
  signed(
    'signature: PSS, trailer 1 written out',
    pss('SHA-256', 32, 'SHA-256', [der.explicit(3, der.element(2, Buffer.from([1])))]),
  ),
  signed(
    'signature: PSS, trailer 2',
    pss('SHA-256', 32, 'SHA-256', [der.explicit(3, der.element(2, Buffer.from([2])))]),
  ),
  signed('signature: Ed25519', ALGORITHMS.Ed25519, ed),
  signed('signature: Ed25519 with parameters', ALGORITHMS['Ed25519 with parameters'], ed),
  signed(
    'signature: says RSA, key is EC',
    { ...ALGORITHMS['SHA256-RSA'], sign: (body, key) => ALGORITHMS['ECDSA-SHA256'].sign(body, key) },
    ec,
  ),
  signed('signature: says ECDSA, key is RSA', {
    ...ALGORITHMS['ECDSA-SHA256'],
    sign: (body, key) => ALGORITHMS['SHA256-RSA'].sign(body, key),
  }),
  signed(
    'signature: unknown algorithm',
    { ...ALGORITHMS['ECDSA-SHA256'], identifier: der.sequence(der.objectIdentifier('1.2.3.4')) },
    ec,
  ),
  chain('signature: RSA, forged', [leaf({ by: large, forged: true })], [large]),
  chain('signature: Ed25519, forged', [leaf({ by: ed, forged: true })], [ed]),
  chain('signature: by a key of unknown kind', [
    leaf({
      by: below('Unknown kind', {
        spki: der.sequence(der.sequence(der.objectIdentifier('1.2.3.4')), der.bitString(Buffer.alloc(9, 9))),
      }),
    }),
    below('Unknown kind', {
      spki: der.sequence(der.sequence(der.objectIdentifier('1.2.3.4')), der.bitString(Buffer.alloc(9, 9))),
    }),
  ]),
];
