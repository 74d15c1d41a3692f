import * as der from '../../../src/lab/der-writer.js';
import { anchor, below, type Chain, chain, leaf } from './chain.js';
import { CLIENT, extension, type Recipe, SERVER } from './make.js';

const ANY = '2.5.29.37.0';
const CODE = '1.3.6.1.5.5.7.3.3';
const GATED = ['1.3.6.1.4.1.311.10.3.3', '2.16.840.1.113730.4.1'];
/** A leaf under an intermediate made so. */
const under = (title: string, recipe: Recipe, more: Recipe = {}) => {
  const ca = below(`Issuing: ${title}`, recipe);
  return chain(title, [leaf({ by: ca, ...more }), ca]);
};
/** A leaf under a root made so. */
const rooted = (title: string, recipe: Recipe, more: Recipe = {}) => {
  const ca = anchor(`Root: ${title}`, recipe);
  return chain(title, [leaf({ by: ca, ...more })], [ca]);
};
/** A leaf below two, below a root, with these path lengths (undefined: none). */
const lengths = (title: string, top: number | undefined, upper: number | undefined, lower: number | undefined) => {
  const limit = (pathLength: number | undefined) => (pathLength === undefined ? {} : { pathLength });
  const ca = anchor(`Root: ${title}`, limit(top));
  const first = below(`Upper: ${title}`, { by: ca, ...limit(upper) });
  const last = below(`Lower: ${title}`, { by: first, ...limit(lower) });
  return chain(title, [leaf({ by: last }), last, first], [ca]);
};

/** What a certificate may be used for: extended usages, key usages, basic constraints, path lengths. */
export const USAGES: readonly Chain[] = [
  chain('usage: none listed', [leaf({ eku: [] })]),
  chain('usage: client only', [leaf({ eku: [CLIENT] })]),
  chain('usage: client and server', [leaf({ eku: [CLIENT, SERVER] })]),
  chain('usage: any', [leaf({ eku: [ANY] })]),
  chain('usage: code signing', [leaf({ eku: [CODE] })]),
  chain('usage: an unknown one only', [leaf({ eku: ['1.2.3.4'] })]),
  chain('usage: gated crypto', [leaf({ eku: GATED })]),
  under('usage: CA for clients', { eku: [CLIENT] }),
  under('usage: CA for clients, leaf for any', { eku: [CLIENT] }, { eku: [ANY] }),
  under('usage: CA for servers, leaf for clients', { eku: [SERVER] }, { eku: [CLIENT] }),
  under('usage: CA for any', { eku: [ANY] }),
  under('usage: CA for an unknown one', { eku: ['1.2.3.4'] }),
  rooted('usage: root for clients', { eku: [CLIENT] }),
  rooted('usage: root for servers', { eku: [SERVER] }),
  under('key usage: CA without certificate signing', { usage: 0x02 }),
  under('key usage: CA without any bit', { usage: 0 }),
  under('key usage: CA leaves it out', { usage: null }),
  rooted('key usage: root without certificate signing', { usage: 0x80 }),
  chain('key usage: leaf without digital signature', [leaf({ usage: 0x20 })]),
  chain('key usage: leaf that may sign certificates', [leaf({ usage: 0x06 })]),
  under('basic constraints: left out', { basic: null }),
  under('basic constraints: empty', { basic: der.sequence() }),
  under('basic constraints: false', { basic: der.sequence(der.boolean(false)) }),
  under('basic constraints: path length without CA', { basic: der.sequence(der.element(2, Buffer.from([1]))) }),
  rooted('basic constraints: root without', { basic: null }),
  rooted('basic constraints: root is no CA', { basic: der.sequence() }),
  chain('basic constraints: leaf is a CA', [leaf({ basic: der.sequence(der.boolean(true)) })]),
  under('basic constraints: true as 1', { basic: der.sequence(der.element(1, Buffer.from([1]))) }),
  under('basic constraints: negative path length', {
    basic: der.sequence(der.boolean(true), der.element(2, Buffer.from([0xff]))),
  }),
  under('basic constraints: huge path length', {
    basic: der.sequence(der.boolean(true), der.element(2, Buffer.alloc(9, 0x7f))),
  }),
  under('basic constraints: path length 300', {
    basic: der.sequence(der.boolean(true), der.element(2, Buffer.from([1, 0x2c]))),
  }),
  under('basic constraints: no sequence', { basic: der.boolean(true) }),
  lengths('path length: none', undefined, undefined, undefined),
  lengths('path length: as needed', 2, 1, 0),
  lengths('path length: root too short', 1, undefined, undefined),
  lengths('path length: root of zero', 0, undefined, undefined),
  lengths('path length: upper of zero', undefined, 0, undefined),
  lengths('path length: lower of zero', undefined, undefined, 0),
  under('key usage: no bit string', {
    usage: null,
    more: [extension('2.5.29.15', true, der.octetString(Buffer.from([6])))],
  }),
  under('usage: malformed', { more: [extension('2.5.29.37', false, der.boolean(true))] }),
];
