import type { HttpFact } from '../../../src/facts/facts.js';
import type { Row, SilentRow } from '../support/check-rows.js';
import { imageFact, imageRegistry, LAYER, UNVERIFIED } from './blobs.js';
import { IMAGE } from './registry.js';

const SIGNED = 'application/vnd.docker.distribution.manifest.v1+prettyjws';
const typed = (type: string, more: Partial<HttpFact> = {}) =>
  imageRegistry(() => undefined, imageFact({ headers: { 'content-type': type }, ...more }));
const OLD: Partial<HttpFact> = {
  schemaVersion: 1,
  mediaType: null,
  config: null,
  configDigest: null,
  layers: [{ digest: LAYER, mediaType: null, size: null }],
};
const schema1 = typed(SIGNED, OLD);
const chart = (type = 'application/vnd.cncf.helm.config.v1+json') =>
  imageRegistry(
    () => undefined,
    imageFact({
      config: { digest: `sha256:${'c'.repeat(64)}`, mediaType: type, size: 100 },
      layers: [{ digest: LAYER, mediaType: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip', size: 100 }],
    }),
  );

export const schema1Rows: readonly Row[] = (
  [
    ['containerd', '2.1.4'],
    ['docker', '28.0.0'],
    ['crane', '0.22.1'],
  ] as const
).map((client) => ({
  name: `${client.join(' ')} takes none any more`,
  reference: IMAGE,
  world: schema1,
  files: UNVERIFIED,
  clients: [client],
  title: `reg.example:5000/team/app:1 is stored as a manifest of schema 1, which ${client.join(' ')} does not take`,
  evidence: ['the manifest has schemaVersion 1'],
  nextStep: 'skopeo copy --format v2s2',
}));

export const schema1Silent: readonly SilentRow[] = (
  [
    ['buildah', '1.28.2'],
    ['skopeo', '1.22.2'],
    ['containerd', '1.7.27'],
    ['docker', '25.0.3'],
  ] as const
).map((client) => ({
  name: `${client.join(' ')} takes it`,
  reference: IMAGE,
  world: schema1,
  files: UNVERIFIED,
  clients: [client],
  instead: null,
}));

export const typeRows: readonly Row[] = [
  {
    name: 'a proxy changes the type of the manifest',
    reference: IMAGE,
    world: typed('application/json'),
    title: 'reg.example:5000/team/app:1 is a manifest of the type application/json, which buildah does not take',
    evidence: ['came with content type application/json, and calls itself application/vnd.oci.image.manifest.v1+json'],
    nextStep: 'hand manifests on with the Content-Type under which they were pushed',
    fixes: [{ kind: 'request', proof: 'hypothetical', after: 'ok' }],
  },
  ...(
    [
      ['buildah', '1.28.2'],
      ['containerd', '1.6.20'],
      ['docker', '20.10.24'],
    ] as const
  ).map((client) => ({
    name: `a Helm chart for ${client.join(' ')}`,
    reference: IMAGE,
    world: chart(),
    files: UNVERIFIED,
    clients: [client],
    title: `reg.example:5000/team/app:1 is a Helm chart and no image, which ${client[0]} does not take`,
    nextStep: 'helm pull oci://reg.example:5000/team/app --version 1',
  })),
  {
    name: 'another artifact',
    reference: IMAGE,
    world: chart('application/vnd.example.thing'),
    title:
      'reg.example:5000/team/app:1 is an artifact of the type application/vnd.example.thing and no image, which buildah does not take',
    nextStep: 'oras pull reg.example:5000/team/app:1',
  },
];

export const typeSilent: readonly SilentRow[] = [
  {
    name: 'crane takes any type',
    reference: IMAGE,
    world: typed('application/json'),
    clients: [['crane', '0.22.1']],
    instead: null,
  },
  { name: 'oras takes charts', reference: IMAGE, world: chart(), clients: [['oras', '1.3.3']], instead: null },
  { name: 'an image', reference: IMAGE, world: imageRegistry(() => undefined), instead: null },
  {
    name: 'schema 1 has a code of its own',
    reference: IMAGE,
    world: schema1,
    clients: [['crane', '0.22.1']],
    instead: 'schema1-unsupported',
  },
];
