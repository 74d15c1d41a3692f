import * as der from '../../../src/lab/der-writer.js';
import { anchor, below, type Chain, chain, issuing, leaf, other, root } from './chain.js';
import { ecKey } from './keys.js';
import { attribute, commonName, type Made, make } from './make.js';

const plain = leaf({ by: issuing });
const second = below('Second Level', { by: issuing });
const self = make({ cn: 'registry.example.com' });
const selfCa = anchor('registry.example.com');
const crossKey = ecKey('cross');
const crossRoot = anchor('Cross Root', { key: crossKey });
const crossed = below('Cross Root', { key: crossKey });
const crossedByDead = below('Cross Root', { key: crossKey, by: anchor('Dead Root', { to: -1 }) });
const renamed = anchor('Corpus Root', { key: ecKey('made anew') });
const renamedSameKeyId = anchor('Corpus Root', { key: ecKey('made anew'), keyId: root.keyId });
const noKeyIds = anchor('Plain Root', { keyId: null });
const nameless = anchor('', { subject: der.sequence(attribute('2.5.4.10', 'Example Trust')), key: ecKey('nameless') });
const numbered = anchor('', {
  subject: der.sequence(attribute('2.5.4.6', 'DE')),
  key: ecKey('numbered'),
  serial: Buffer.from([0x12, 0x34]),
});
const again = (made: Made, words: string) => ({ ...made, key: ecKey(words) });
const deep = (levels: number): Made[] => {
  const all: Made[] = [];
  for (let level = 0; level < levels; level++)
    all.unshift(below(`Level ${level} of ${levels}`, { by: all[0] ?? root }));
  return [leaf({ by: all[0] ?? root }), ...all];
};
const loopA = make({ cn: 'Loop A', ca: true, by: { ...root, name: commonName('Loop B'), key: ecKey('Loop B') } });
const loopB = make({ cn: 'Loop B', ca: true, by: loopA });

/** How a chain leads to a root, or doesn't. */
export const PATHS: readonly Chain[] = [
  chain('path: root and leaf', [leaf()]),
  chain('path: through an intermediate', [plain, issuing]),
  chain('path: root sent too', [plain, issuing, root]),
  chain('path: through two', [leaf({ by: second }), second, issuing]),
  chain('path: wrong order', [leaf({ by: second }), issuing, second]),
  chain('path: root first among the others', [plain, root, issuing]),
  chain('path: an extra certificate', [plain, other, issuing]),
  chain('path: the leaf twice', [plain, plain, issuing]),
  chain('path: the intermediate three times', [plain, issuing, issuing, issuing]),
  chain('path: another leaf first', [issuing, plain]),
  chain('path: intermediate missing', [plain]),
  chain('path: upper intermediate missing', [leaf({ by: second }), second]),
  chain('path: intermediate trusted only', [plain], [issuing]),
  chain('path: intermediate trusted and sent, root not', [plain, issuing], [issuing]),
  chain('path: unknown root', [leaf({ by: other })]),
  chain('path: unknown root, sent', [leaf({ by: other }), other]),
  chain('path: nothing trusted', [plain, issuing], []),
  chain('path: five levels', deep(5)),
  chain('path: ten levels', deep(10)),
  chain('path: self-signed leaf', [self]),
  chain('path: self-signed leaf, trusted', [self], [self]),
  chain('path: self-signed CA as leaf', [selfCa]),
  chain(
    'path: self-signed leaf, another of its name trusted',
    [self],
    [make({ cn: 'registry.example.com', key: ecKey('another') })],
  ),
  chain('path: the leaf itself is the anchor', [plain], [plain]),
  chain(
    'path: the anchor is the leaf, and expired',
    [leaf({ to: -1, key: ecKey('gone') })],
    [leaf({ to: -1, key: ecKey('gone') })],
  ),
  chain('path: a leaf as anchor of another', [leaf({ by: again(plain, 'registry.example.com') })], [plain]),
  chain('path: root made anew under its name', [leaf()], [renamed]),
  chain('path: root made anew, with its key identifier', [leaf()], [renamedSameKeyId]),
  chain('path: root made anew, and the right one', [leaf()], [renamed, root]),
  chain('path: forged by nobody', [leaf({ forged: true })]),
  chain('path: forged intermediate', [
    leaf({ by: below('Forged', { forged: true }) }),
    below('Forged', { forged: true }),
  ]),
  chain('path: forged, authority with an organization only', [leaf({ by: nameless, forged: true })], [nameless]),
  chain('path: forged, authority with a number only', [leaf({ by: numbered, forged: true })], [numbered]),
  chain('path: no key identifiers', [leaf({ by: noKeyIds, keyId: null, authorityKeyId: null })], [noKeyIds]),
  chain('path: wrong authority key identifier', [leaf({ authorityKeyId: 'somebody' })]),
  chain(
    'path: wrong authority key identifier, two roots of the name',
    [leaf({ authorityKeyId: renamed.keyId })],
    [renamed, root],
  ),
  chain('path: issuer name differs by encoding', [
    leaf({ issuerName: der.sequence(attribute('2.5.4.3', 'Corpus Root', 0x13)) }),
  ]),
  chain('path: issuer name differs by case', [leaf({ issuerName: commonName('corpus root') })]),
  chain('path: cross-signed, the old root trusted', [leaf({ by: crossRoot }), crossed, crossRoot]),
  chain('path: cross-signed, the new root trusted', [leaf({ by: crossRoot }), crossed], [crossRoot]),
  chain('path: cross-signed, both trusted', [leaf({ by: crossRoot }), crossed], [root, crossRoot]),
  chain('path: cross-signed by a dead root as well', [leaf({ by: crossRoot }), crossedByDead, crossed]),
  chain(
    'path: cross-signed only by a dead root',
    [leaf({ by: crossRoot }), crossedByDead],
    [anchor('Dead Root', { to: -1 })],
  ),
  chain('path: two that sign each other', [leaf({ by: loopB }), loopB, loopA]),
  chain(
    'path: empty subject as issuer',
    [leaf({ by: anchor('', { subject: der.sequence(), key: ecKey('empty') }) })],
    [anchor('', { subject: der.sequence(), key: ecKey('empty') })],
  ),
  chain(
    'path: a negative serial number at the root',
    [leaf({ by: anchor('Negative Root', { serial: Buffer.from([0x80]) }) })],
    [anchor('Negative Root', { serial: Buffer.from([0x80]) })],
  ),
];
