import * as der from '../../../src/lab/der-writer.js';
import { anchor, below, type Chain, CN, chain, issuing, leaf, root } from './chain.js';
import { ecKey } from './keys.js';
import { attribute, dns, extension, type Made, type Recipe, uri } from './make.js';

const one = (title: string, recipe: Recipe) => chain(title, [leaf(recipe)]);
const more = (title: string, dotted: string, value: Buffer, critical = false) =>
  one(title, { more: [extension(dotted, critical, value)] });
const bytes = (title: string, change: (whole: Buffer) => Buffer) => {
  const made = leaf();
  const changed: Made = { ...made, der: change(Buffer.from(made.der)) };
  return chain(title, [changed]);
};
const octet = (...values: number[]) => Buffer.from(values);
const OLD_ROOT = { version: null, key: ecKey('old root') } as const;
const oldRoot = anchor('Old Root', OLD_ROOT);
const oldIssuing = below('Old Issuing', { version: null });
const subject = (...parts: Buffer[]) => ({ subject: der.sequence(...parts) });

/** How certificates are written: versions, serial numbers, extensions, names, DER itself. */
export const ENCODINGS: readonly Chain[] = [
  one('version: 1, without extensions', { version: null }),
  one('version: 1, with extensions', {
    version: null,
    extensions: der.explicit(3, der.sequence(extension('2.5.29.17', false, der.sequence(dns(CN))))),
  }),
  one('version: 2', { version: 1 }),
  one('version: 4', { version: 3, extensions: der.explicit(3, der.sequence()) }),
  one('version: negative', { version: 0xff, extensions: der.explicit(3, der.sequence()) }),
  chain('version: 1 at the root', [leaf({ by: oldRoot })], [oldRoot]),
  chain('version: 1 at an intermediate', [leaf({ by: oldIssuing }), oldIssuing]),
  one('version: 3 without extensions', { extensions: null }),
  one('version: unique identifiers', { afterKey: [der.implicit(1, octet(0, 1)), der.implicit(2, octet(0, 2))] }),
  one('serial: zero', { serial: octet(0) }),
  one('serial: negative', { serial: octet(0x80) }),
  one('serial: negative, long', { serial: Buffer.alloc(16, 0xfe) }),
  one('serial: 20 octets', { serial: Buffer.alloc(20, 0x7f) }),
  one('serial: 40 octets', { serial: Buffer.alloc(40, 0x7f) }),
  one('serial: zeros in front', { serial: octet(0, 1) }),
  one('serial: no octets', { serial: octet() }),
  chain('serial: negative at the intermediate', [
    leaf({ by: below('Negative', { serial: octet(0xff) }) }),
    below('Negative', { serial: octet(0xff) }),
  ]),
  chain('serial: negative in a certificate that is not needed', [leaf(), below('Not needed', { serial: octet(0x81) })]),
  more('extension: unknown', '1.2.3.4', der.sequence()),
  more('extension: unknown, critical', '1.2.3.4', der.sequence(), true),
  chain('extension: unknown, critical, at the intermediate', [
    leaf({ by: below('Critical', { more: [extension('1.2.3.4', true, der.sequence())] }) }),
    below('Critical', { more: [extension('1.2.3.4', true, der.sequence())] }),
  ]),
  chain(
    'extension: unknown, critical, at the root',
    [leaf({ by: anchor('Critical Root', { more: [extension('1.2.3.4', true, der.sequence())] }) })],
    [anchor('Critical Root', { more: [extension('1.2.3.4', true, der.sequence())] })],
  ),
  one('extension: key usage twice', { more: [extension('2.5.29.15', true, der.bitString(octet(6)))] }),
  one('extension: unknown one twice', {
    more: [extension('1.2.3.4', false, der.sequence()), extension('1.2.3.4', false, der.sequence())],
  }),
  one('extension: subjectAltName twice', { more: [extension('2.5.29.17', false, der.sequence(dns('x')))] }),
  more('extension: policies', '2.5.29.32', der.sequence(der.sequence(der.objectIdentifier('2.23.140.1.2.1')))),
  more(
    'extension: policies, the same twice',
    '2.5.29.32',
    der.sequence(...[1, 2].map(() => der.sequence(der.objectIdentifier('2.23.140.1.2.1')))),
  ),
  more(
    'extension: policies, critical',
    '2.5.29.32',
    der.sequence(der.sequence(der.objectIdentifier('2.5.29.32.0'))),
    true,
  ),
  more('extension: policies, malformed', '2.5.29.32', der.boolean(true)),
  chain('extension: policy constraints, explicit policy needed', [
    leaf({ by: below('Policy', { more: [extension('2.5.29.36', true, der.sequence(der.implicit(0, octet(0))))] }) }),
    below('Policy', { more: [extension('2.5.29.36', true, der.sequence(der.implicit(0, octet(0))))] }),
  ]),
  more('extension: policy constraints', '2.5.29.36', der.sequence(der.implicit(0, octet(3))), true),
  more(
    'extension: policy mappings',
    '2.5.29.33',
    der.sequence(der.sequence(der.objectIdentifier('1.2.3'), der.objectIdentifier('1.2.4'))),
    true,
  ),
  more('extension: inhibit any policy', '2.5.29.54', der.element(2, octet(0)), true),
  more(
    'extension: CRL distribution point',
    '2.5.29.31',
    der.sequence(der.sequence(der.explicit(0, der.explicit(0, uri('http://crl.test/x'))))),
    true,
  ),
  more('extension: CRL distribution point, malformed', '2.5.29.31', der.boolean(true)),
  more(
    'extension: authority information access',
    '1.3.6.1.5.5.7.1.1',
    der.sequence(der.sequence(der.objectIdentifier('1.3.6.1.5.5.7.48.2'), uri('http://ca.test/x'))),
  ),
  more('extension: authority information access, critical', '1.3.6.1.5.5.7.1.1', der.sequence(), true),
  more('extension: authority information access, malformed', '1.3.6.1.5.5.7.1.1', der.boolean(true)),
  one('extension: subject key identifier, critical', {
    keyId: null,
    more: [extension('2.5.29.14', true, der.octetString(octet(1)))],
  }),
  one('extension: subject key identifier, malformed', {
    keyId: null,
    more: [extension('2.5.29.14', false, der.sequence())],
  }),
  one('extension: authority key identifier, critical', {
    authorityKeyId: null,
    more: [extension('2.5.29.35', true, der.sequence())],
  }),
  one('extension: authority key identifier, malformed', {
    authorityKeyId: null,
    more: [extension('2.5.29.35', false, der.octetString(octet(1)))],
  }),
  more('extension: must staple', '1.3.6.1.5.5.7.1.24', der.sequence(der.element(2, octet(5)))),
  more('extension: issuer alternative name, critical', '2.5.29.18', der.sequence(dns('x')), true),
  more('extension: freshest CRL, critical', '2.5.29.46', der.sequence(), true),
  one('extension: critical written as 1', {
    more: [der.sequence(der.objectIdentifier('1.2.3.4'), der.element(1, octet(1)), der.octetString(octet()))],
  }),
  one('extension: critical, false written out', {
    more: [der.sequence(der.objectIdentifier('1.2.3.4'), der.element(1, octet(0)), der.octetString(octet()))],
  }),
  one('extension: without a value', { more: [der.sequence(der.objectIdentifier('1.2.3.4'))] }),
  one('extension: list is none', { extensions: der.explicit(3, der.boolean(true)) }),
  one('names: malformed list', { san: null, more: [extension('2.5.29.17', false, der.octetString(octet(1)))] }),
  one('names: cut off', { san: null, more: [extension('2.5.29.17', false, der.sequence(octet(0x82, 9, 1)))] }),
  one('names: URI malformed', { san: [dns(CN), uri('https://[::1/x')] }),
  one('names: URI with an odd host', { san: [dns(CN), uri('https://a..b/')] }),
  one('names: URI with a bad escape', { san: [dns(CN), uri('https://a.example.com/%zz')] }),
  one('names: URI over 127', { san: [dns(CN), uri('https://b\u00fccher.example.com/')] }),
  one('names: mail over 127', { san: [dns(CN), der.implicit(1, octet(0xfc))] }),
  one('subject: printable string', subject(attribute('2.5.4.3', 'registry', 0x13))),
  one('subject: printable string with an ampersand', subject(attribute('2.5.4.3', 'a & b * c', 0x13))),
  one('subject: printable string with an at sign', subject(attribute('2.5.4.3', 'a@b', 0x13))),
  one('subject: UTF-8 broken', subject(attribute('2.5.4.3', octet(0xc3, 0x28)))),
  one('subject: T61 string', subject(attribute('2.5.4.3', octet(0xe4, 0x41), 0x14))),
  one('subject: BMP string', subject(attribute('2.5.4.3', octet(0, 0x41), 0x1e))),
  one('subject: BMP string of odd length', subject(attribute('2.5.4.3', octet(0, 0x41, 0), 0x1e))),
  one('subject: IA5 string over 127', subject(attribute('2.5.4.3', octet(0xfc), 0x16))),
  one('subject: numeric string', subject(attribute('2.5.4.3', '12 34', 0x12))),
  one('subject: numeric string with a letter', subject(attribute('2.5.4.3', '12x', 0x12))),
  one('subject: another type', subject(attribute('2.5.4.3', 'x', 0x1c))),
  one(
    'subject: two attributes in one set',
    subject(
      der.set(
        der.sequence(der.objectIdentifier('2.5.4.3'), der.utf8String('a')),
        der.sequence(der.objectIdentifier('2.5.4.10'), der.utf8String('b')),
      ),
    ),
  ),
  one('subject: no set', subject(der.utf8String('a'))),
  one('subject: empty', subject()),
  one('algorithms: inside and outside differ', { outer: der.sequence(der.objectIdentifier('1.2.840.10045.4.3.3')) }),
  bytes('DER: octets after the end', (whole) => Buffer.concat([whole, octet(0)])),
  bytes('DER: cut off', (whole) => whole.subarray(0, whole.length - 1)),
  bytes('DER: no certificate', () => octet(1, 2, 3)),
  bytes('DER: empty', () => octet()),
  bytes('DER: length not the shortest', (whole) => Buffer.concat([octet(0x30, 0x83, 0), whole.subarray(2)])),
  bytes('DER: no sequence inside', () => der.sequence(der.boolean(true))),
  chain('DER: broken certificate that is not needed', [leaf(), { ...root, der: octet(0x30, 0) }]),
  chain(
    'DER: broken root beside a good one',
    [leaf({ by: issuing }), issuing],
    [{ ...root, der: octet(0x30, 0) }, root],
  ),
];
