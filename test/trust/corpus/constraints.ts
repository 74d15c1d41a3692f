import * as der from '../../../src/lab/der-writer.js';
import { anchor, below, type Chain, chain, leaf } from './chain.js';
import { commonName, dns, email, ip, type Recipe, uri } from './make.js';

const NET = [10, 0, 0, 0, 255, 255, 255, 0] as const;
const NET6 = [0xfd, ...Array<number>(15).fill(0), 0xff, ...Array<number>(15).fill(0)] as const;
const IP6 = [0xfd, ...Array<number>(14).fill(0), 7] as const;
const HOST = dns('registry.example.com');

/** A leaf with these names under a CA with these constraints. */
const under = (title: string, recipe: Recipe, san: readonly Buffer[] = [HOST], name?: string) => {
  const ca = below(`Confined: ${title}`, recipe);
  return chain(title, [leaf({ by: ca, san }), ca], undefined, name);
};
const permits = (title: string, base: Buffer, ...san: Buffer[]) => under(title, { permitted: [base] }, [HOST, ...san]);
const excludes = (title: string, base: Buffer, ...san: Buffer[]) => under(title, { excluded: [base] }, [HOST, ...san]);
const root = anchor('Confined Root', { permitted: [dns('corp.test')] });
const wide = anchor('Wide Root', { permitted: [dns('example.com')] });
const narrow = below('Narrow', { by: wide, permitted: [dns('registry.example.com')] });
const named = below('Named CA', { san: [dns('ca.corp.test')] });
const top = below('Top', { permitted: [dns('example.com')] });
const namedBelow = below('Named below', { by: top, san: [dns('ca.corp.test')] });

/** Name constraints: DNS names, addresses, mail addresses, URIs; permitted and excluded. */
export const CONSTRAINTS: readonly Chain[] = [
  permits('constraint: permitted domain', dns('example.com')),
  permits('constraint: permitted name itself', dns('registry.example.com')),
  permits('constraint: another domain', dns('corp.test')),
  permits('constraint: part of a label', dns('ple.com')),
  permits('constraint: leading dot', dns('.example.com')),
  permits('constraint: leading dot, no further label', dns('.registry.example.com')),
  permits('constraint: upper case', dns('EXAMPLE.com')),
  permits('constraint: empty domain', dns('')),
  permits('constraint: trailing dot', dns('example.com.')),
  permits('constraint: a wildcard in it', dns('*.example.com')),
  permits('constraint: malformed domain', dns('example..com')),
  permits('constraint: another name of the leaf outside', dns('example.com'), dns('registry.corp.test')),
  permits('constraint: wildcard name inside', dns('example.com'), dns('*.example.com')),
  permits('constraint: address not spoken of', dns('example.com'), ip(10, 0, 0, 7)),
  excludes('constraint: excluded domain', dns('example.com')),
  excludes('constraint: excluded other', dns('corp.test')),
  excludes('constraint: excluded below', dns('a.registry.example.com')),
  excludes('constraint: excluded by a wildcard name', dns('a.corp.test'), dns('*.corp.test')),
  excludes('constraint: excluded everything', dns('')),
  excludes('constraint: excluded with a leading dot', dns('.example.com')),
  excludes('constraint: excluded upper case', dns('Example.COM')),
  under('constraint: permitted and excluded', {
    permitted: [dns('example.com')],
    excluded: [dns('registry.example.com')],
  }),
  under('constraint: neither permitted nor not excluded', {
    permitted: [dns('corp.test')],
    excluded: [dns('example.com')],
  }),
  under('constraint: one of two permitted', { permitted: [dns('corp.test'), dns('example.com')] }),
  under('constraint: address permitted', { permitted: [ip(...NET)] }, [ip(10, 0, 0, 7)], '10.0.0.7'),
  under('constraint: address outside', { permitted: [ip(...NET)] }, [ip(10, 0, 1, 7)], '10.0.1.7'),
  under('constraint: address excluded', { excluded: [ip(...NET)] }, [ip(10, 0, 0, 7)], '10.0.0.7'),
  under('constraint: IPv6 outside IPv4', { permitted: [ip(...NET)] }, [ip(...IP6)], 'fd00::7'),
  under('constraint: IPv6 permitted', { permitted: [ip(...NET6)] }, [ip(...IP6)], 'fd00::7'),
  under('constraint: IPv6 excluded', { excluded: [ip(...NET6)] }, [ip(...IP6)], 'fd00::7'),
  permits('constraint: name not spoken of', ip(...NET)),
  permits('constraint: mask with a hole', ip(10, 0, 0, 0, 255, 0, 255, 0)),
  permits('constraint: address of six octets', ip(10, 0, 0, 255, 255, 255)),
  excludes('constraint: bits beyond the mask', ip(10, 0, 0, 7, 255, 255, 255, 0), ip(10, 0, 0, 9)),
  permits('constraint: mail permitted', email('example.com'), email('a@example.com')),
  permits('constraint: mail outside', email('example.com'), email('a@corp.test')),
  permits('constraint: mail, whole address', email('a@example.com'), email('b@example.com')),
  permits('constraint: mail, below with a dot', email('.example.com'), email('a@mail.example.com')),
  excludes('constraint: mail excluded', email('example.com'), email('a@example.com')),
  excludes('constraint: mail excluded, whole address', email('a@example.com'), email('a@example.com')),
  permits('constraint: mail malformed in the leaf', email('example.com'), email('nobody')),
  permits('constraint: mail malformed in the CA', email('@@')),
  permits('constraint: mail domain, empty', email('')),
  permits('constraint: URI permitted', uri('example.com'), uri('https://a.example.com/x')),
  permits('constraint: URI outside', uri('example.com'), uri('https://corp.test/x')),
  excludes('constraint: URI excluded', uri('.example.com'), uri('https://a.example.com:8443/x')),
  permits('constraint: URI with an address', uri('example.com'), uri('https://10.0.0.7/')),
  permits('constraint: URI without a host', uri('example.com'), uri('urn:a:b')),
  permits('constraint: URI constraint is an address', uri('10.0.0.7')),
  permits('constraint: directory name, critical', der.explicit(4, commonName('x'))),
  under('constraint: empty extension', { permitted: [], excluded: [] }),
  chain('constraint: at the root', [leaf({ by: root })], [root]),
  chain('constraint: at the root, all within', [leaf({ by: narrow }), narrow], [wide]),
  chain('constraint: name of an intermediate', [leaf({ by: named }), named]),
  chain('constraint: intermediate outside its CA', [leaf({ by: namedBelow }), namedBelow, top]),
  under('constraint: leaf without names', { permitted: [dns('corp.test')] }, [ip(10, 0, 0, 7)], '10.0.0.7'),
  under(
    'constraint: name with an underscore',
    { permitted: [dns('example.com')] },
    [dns('a_b.example.com')],
    'a_b.example.com',
  ),
  under('constraint: odd name in the leaf', { permitted: [dns('example.com')] }, [HOST, dns('a..b')]),
  under('constraint: trailing dot in the leaf', { permitted: [dns('example.com')] }, [dns('registry.example.com.')]),
  under('constraint: empty name in the leaf', { permitted: [dns('example.com')] }, [HOST, dns('')]),
];
