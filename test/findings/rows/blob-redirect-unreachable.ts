import type { Row, SilentRow } from '../support/check-rows.js';
import { httpFact, pageFact, tcpFact, tlsFact } from '../support/facts.js';
import { redirecting, UNVERIFIED } from './blobs.js';
import { IMAGE } from './registry.js';

const AT = { names: { 'store.example': '10.0.0.9' } };
const SENDS = 'reg.example:5000 sends clients to https://store.example:443 for blobs (configuration, layers), which';
const refused = {
  ...redirecting(),
  ...AT,
  tcp: { '10.0.0.9:443': tcpFact({ outcome: 'refused', detail: 'ECONNREFUSED' }) },
};

export const rows: readonly Row[] = [
  {
    name: 'the store refuses connections',
    reference: IMAGE,
    world: refused,
    title: `${SENDS} refuses connections`,
    detail: 'tcp-refused',
    evidence: [
      'reg.example:5000 answers 307 to GET /v2/team/app/blobs/sha256:cccc',
      'and sends to store.example:443',
      'curl of reg.example:5000/v2/ works all the same (200)',
    ],
    nextStep: 'let this machine reach store.example:443 (https), besides reg.example:5000',
    fixes: [{ kind: 'server', proof: 'hypothetical', after: 'unknown' }],
  },
  {
    name: 'for containerd too, which asks for the manifest first',
    reference: IMAGE,
    world: refused,
    files: UNVERIFIED,
    clients: [['containerd', '1.7.27']],
    // Its second host, the registry with verification, shows no certificate in this world.
    never: true,
    title: `${SENDS} refuses connections`,
    detail: 'tcp-refused',
  },
  {
    name: 'for docker too',
    reference: IMAGE,
    world: refused,
    files: UNVERIFIED,
    clients: [['docker', '20.10.24']],
    title: `${SENDS} refuses connections`,
    detail: 'tcp-refused',
  },
  {
    name: 'a firewall drops what goes there',
    reference: IMAGE,
    world: { ...redirecting(), ...AT, tcp: { '10.0.0.9:443': tcpFact({ outcome: 'silent', segments: 3, ms: 5000 }) } },
    clients: [['skopeo', '1.9.3']],
    title: `${SENDS} cannot be reached`,
    detail: 'tcp-timeout',
  },
  {
    name: 'nobody knows the name',
    reference: IMAGE,
    world: { ...redirecting(), names: { 'store.example': null } },
    title: `${SENDS} cannot be looked up`,
    detail: 'dns-nxdomain',
  },
  {
    name: 'no TLS there',
    reference: IMAGE,
    world: {
      ...redirecting(),
      ...AT,
      tls: { 'store.example': tlsFact([], { outcome: 'alert', detail: 'handshake failure (40)' }) },
    },
    title: `${SENDS} offers no TLS connection that the client accepts`,
  },
  {
    name: 'the signed address is refused: the answer does not say why',
    reference: IMAGE,
    world: redirecting(() =>
      httpFact(403, {
        headers: { 'content-type': 'application/xml' },
        bodyStart: '<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>',
      }),
    ),
    title: `${SENDS} answers 403 Forbidden`,
    evidence: [
      'AccessDenied',
      'does not say whether the signed address is not valid (any more) or a filter forbids it',
    ],
    nextStep: 'check the keys and the clock by which it signs addresses of store.example:443',
  },
  {
    name: 'the store fails',
    reference: IMAGE,
    world: redirecting(() => httpFact(503)),
    title: `${SENDS} answers 503 Service Unavailable`,
    detail: 'registry-5xx',
  },
  {
    name: 'a block page in its place',
    reference: IMAGE,
    world: redirecting(() => pageFact(200, 'Blocked', { contentDigest: `sha256:${'0'.repeat(64)}` })),
    title: `${SENDS} answers with a web page ("Blocked") instead`,
    detail: 'captive-portal-or-html',
  },
  {
    name: 'another port of the registry’s own host',
    reference: 'reg.example/team/app:1',
    world: {
      names: { 'reg.example': '10.0.0.7' },
      tcp: { '10.0.0.7:9000': tcpFact({ outcome: 'refused', detail: 'ECONNREFUSED' }) },
      http: (asked) => {
        const sent = { location: 'https://reg.example:9000/bucket/blob' };
        return asked.url.pathname.includes('/blobs/') ? httpFact(307, { headers: sent }) : redirecting().http(asked);
      },
    },
    title:
      'reg.example sends clients to https://reg.example:9000 for blobs (configuration, layers), which refuses connections',
    detail: 'tcp-refused',
  },
];

export const silent: readonly SilentRow[] = [
  { name: 'the store serves', reference: IMAGE, world: redirecting(), instead: null },
  {
    name: 'the store has lost it',
    reference: IMAGE,
    world: redirecting(() => httpFact(404)),
    instead: 'blob-unknown-or-corrupt',
  },
  {
    name: 'the registry itself refuses',
    reference: IMAGE,
    world: {
      names: { 'reg.example': '10.0.0.7' },
      tcp: { '10.0.0.7:5000': tcpFact({ outcome: 'refused', detail: 'ECONNREFUSED' }) },
    },
    instead: 'tcp-refused',
  },
];
