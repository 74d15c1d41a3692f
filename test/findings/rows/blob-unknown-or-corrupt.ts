import type { HttpFact } from '../../../src/facts/facts.js';
import type { Row, SilentRow } from '../support/check-rows.js';
import { errorFact, httpFact } from '../support/facts.js';
import type { Asked } from '../support/world.js';
import { CONFIGURATION, imageRegistry, LAYER, redirecting, UNVERIFIED } from './blobs.js';
import { IMAGE } from './registry.js';

const MISSING = errorFact(404, 'BLOB_UNKNOWN', 'blob unknown to registry');
const only =
  (digest: string, fact: HttpFact) =>
  ({ url }: Asked): HttpFact | undefined =>
    url.pathname.endsWith(digest) ? fact : undefined;
const other = httpFact(200, { contentDigest: `sha256:${'0'.repeat(64)}`, bodyBytes: 100 });

export const rows: readonly Row[] = [
  {
    name: 'the configuration is gone',
    reference: IMAGE,
    world: imageRegistry(only(CONFIGURATION, MISSING)),
    title: 'the configuration sha256:cccccccccccc… of reg.example:5000/team/app is missing in the registry',
    evidence: ['it says: BLOB_UNKNOWN: blob unknown to registry', 'everybody else fails here'],
    nextStep: 'push 1 again from a machine that builds it anew',
    fixes: [{ kind: 'server', proof: 'hypothetical', after: 'unknown' }],
  },
  {
    name: 'a layer is gone: skopeo, which asks for none, gets through',
    reference: IMAGE,
    world: imageRegistry(only(LAYER, MISSING)),
    clients: [
      ['skopeo', '1.9.3'],
      ['podman', '5.8.2'],
    ],
    title: 'the layer sha256:dddddddddddd… of reg.example:5000/team/app is missing in the registry',
  },
  {
    name: 'a 404 without a word, for containerd',
    reference: IMAGE,
    world: imageRegistry(only(LAYER, httpFact(404))),
    files: UNVERIFIED,
    clients: [['containerd', '2.1.4']],
    title: 'the layer sha256:dddddddddddd… of reg.example:5000/team/app is missing in the registry',
  },
  {
    name: 'another configuration than the one named',
    reference: IMAGE,
    world: imageRegistry(only(CONFIGURATION, other)),
    title:
      'the configuration sha256:cccccccccccc… of reg.example:5000/team/app comes with other content than its digest says',
    evidence: [`has the digest sha256:${'0'.repeat(64)}`],
  },
  {
    name: 'another size, which containerd compares',
    reference: IMAGE,
    world: imageRegistry(
      only(LAYER, httpFact(206, { headers: { 'content-range': 'bytes 0-65535/90000' }, bodyBytes: 65_536 })),
    ),
    files: UNVERIFIED,
    clients: [['containerd', '1.7.27']],
    title: 'the layer sha256:dddddddddddd… of reg.example:5000/team/app comes with another size than its manifest says',
    evidence: ['the layer has 90000 bytes, expected 100'],
  },
  {
    name: 'the store behind the registry has lost it',
    reference: IMAGE,
    world: redirecting(() => httpFact(404)),
    title: 'the configuration sha256:cccccccccccc… of reg.example:5000/team/app is missing in the registry',
  },
];

export const silent: readonly SilentRow[] = [
  { name: 'all there', reference: IMAGE, world: imageRegistry(() => undefined), instead: null },
  {
    name: 'the manifest is gone',
    reference: IMAGE,
    world: { http: ({ url }) => (url.pathname === '/v2/' ? undefined : errorFact(404, 'MANIFEST_UNKNOWN')) },
    instead: 'manifest-unknown',
  },
  {
    name: 'blobs are for accounts only',
    reference: IMAGE,
    world: imageRegistry(() => errorFact(403, 'DENIED')),
    instead: 'auth-missing-credentials',
  },
];
