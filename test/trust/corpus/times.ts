import * as der from '../../../src/lab/der-writer.js';
import { anchor, below, type Chain, chain, leaf, other, root } from './chain.js';
import { CLIENT, commonName, DAY_MS, NOW_MS } from './make.js';

const deadRoot = anchor('Expired Root', { to: -1 });
const youngRoot = anchor('Young Root', { from: 1 });
const dead = below('Expired Issuing', { to: -1 });
const young = below('Young Issuing', { from: 1 });
const text = (tag: number, value: string) => der.element(tag, Buffer.from(value));
const times = (one: Buffer, other: Buffer) => ({ validity: der.sequence(one, other) });
const FAR = text(0x18, '99991231235959Z');
const PAST = text(0x17, '200101000000Z');

/** Validity of leaf, intermediate and root, and what comes first when more is wrong. */
export const TIMES: readonly Chain[] = [
  chain('time: leaf expired', [leaf({ to: -1 })]),
  chain('time: leaf not yet valid', [leaf({ from: 1 })]),
  chain('time: leaf ends before it begins', [leaf({ from: 2, to: -2 })]),
  chain('time: intermediate expired', [leaf({ by: dead }), dead]),
  chain('time: intermediate not yet valid', [leaf({ by: young }), young]),
  chain('time: root expired', [leaf({ by: deadRoot })], [deadRoot]),
  chain('time: root not yet valid', [leaf({ by: youngRoot })], [youngRoot]),
  chain('time: an expired root beside, of no use', [leaf(), deadRoot], [root, deadRoot]),
  chain('time: expired intermediate and a good one of its name', [
    leaf({ by: below('Twice') }),
    below('Twice', { to: -1 }),
    below('Twice'),
  ]),
  chain('time: leaf and intermediate expired', [leaf({ by: dead, to: -2 }), dead]),
  chain(
    'time: intermediate and root expired',
    [leaf({ by: below('Under Expired', { by: deadRoot, to: -2 }) }), below('Under Expired', { by: deadRoot, to: -2 })],
    [deadRoot],
  ),
  chain('time: for ever', [leaf(times(PAST, FAR))]),
  chain('time: without seconds', [leaf(times(text(0x17, '2001010000Z'), FAR))]),
  chain('time: with an offset', [leaf(times(text(0x17, '200101000000+0100'), FAR))]),
  chain('time: generalized with fractions', [leaf(times(text(0x18, '20200101000000.5Z'), FAR))]),
  chain('time: generalized before 2050', [leaf(times(text(0x18, '20200101000000Z'), FAR))]),
  chain('time: 31 February', [leaf(times(text(0x17, '200231000000Z'), FAR))]),
  chain('time: of the last century', [leaf(times(text(0x17, '500101000000Z'), FAR))]),
  chain('time: another type', [leaf(times(text(0x0c, '200101000000Z'), FAR))]),
  chain('time: one only', [leaf({ validity: der.sequence(PAST) })]),
  chain('time: not in DER, one digit short', [leaf(times(text(0x17, '20010100000Z'), FAR))]),
  chain('time: ends this second', [leaf(times(PAST, der.time(NOW_MS + DAY_MS)))]),
  chain('order: expired before name', [leaf({ to: -1, cn: 'x', san: null })]),
  chain('order: expired before unknown authority', [leaf({ to: -1, by: other })]),
  chain('order: name before unknown authority', [leaf({ by: other })], [root], 'other.example.com'),
  chain('order: everything at once', [leaf({ to: -1, by: other, eku: [CLIENT] })], [root], 'other.example.com'),
  chain('order: critical extension before expired', [
    leaf({
      to: -1,
      more: [der.sequence(der.objectIdentifier('1.2.3.4'), der.boolean(true), der.octetString(Buffer.alloc(2)))],
    }),
  ]),
  chain('order: unknown authority before usage', [leaf({ by: other, eku: [CLIENT] })]),
  chain('order: expired root before usage', [leaf({ by: deadRoot, eku: [CLIENT] })], [deadRoot]),
  chain('order: usage and constraint', [
    leaf({ by: below('Confined', { permitted: [der.implicit(2, Buffer.from('corp.test'))] }), eku: [CLIENT] }),
    below('Confined', { permitted: [der.implicit(2, Buffer.from('corp.test'))] }),
  ]),
  chain('order: constraint and path length', [
    leaf({
      by: below('Low', {
        by: below('Tight', { pathLength: 0, permitted: [der.implicit(2, Buffer.from('corp.test'))] }),
      }),
    }),
    below('Low', { by: below('Tight', { pathLength: 0, permitted: [der.implicit(2, Buffer.from('corp.test'))] }) }),
    below('Tight', { pathLength: 0, permitted: [der.implicit(2, Buffer.from('corp.test'))] }),
  ]),
  chain(
    'order: one root expired, one of another key',
    [leaf({ by: deadRoot })],
    [anchor('Expired Root', { key: other.key }), deadRoot],
  ),
  chain(
    'order: dead root first, unknown after',
    [leaf({ by: { ...deadRoot, name: commonName('Expired Root') } })],
    [deadRoot, other],
  ),
];
