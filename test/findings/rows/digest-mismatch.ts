import type { Row, SilentRow } from '../support/check-rows.js';
import { imageFact, imageRegistry, UNVERIFIED } from './blobs.js';

const WANTED = `sha256:${'a'.repeat(64)}`;
const REFERENCE = `reg.example:5000/team/app@${WANTED}`;
const served = (letter: string) =>
  imageRegistry(
    () => undefined,
    imageFact({
      contentDigest: `sha256:${letter.repeat(64)}`,
      bodyBytes: 500,
      headers: {
        'content-type': 'application/vnd.oci.image.manifest.v1+json',
        'docker-content-digest': WANTED,
        via: '1.1 cache',
      },
    }),
  );

const row: Omit<Row, 'name'> = {
  reference: REFERENCE,
  world: served('b'),
  title: 'reg.example:5000/team/app answers the request for the manifest sha256:aaaaaaaaaaaa… with other content',
  evidence: [
    `500 bytes with the digest sha256:${'b'.repeat(64)}`,
    `Docker-Content-Digest says ${WANTED}`,
    'via: 1.1 cache',
  ],
  nextStep: 'find out who changes manifests on the way',
};

export const rows: readonly Row[] = [
  { ...row, name: 'asked for by its digest', fixes: [{ kind: 'server', proof: 'hypothetical', after: 'ok' }] },
  { ...row, name: 'crane compares too', clients: [['crane', '0.22.1']] },
  { ...row, name: 'docker compares too', files: UNVERIFIED, clients: [['docker', '20.10.24']] },
];

export const silent: readonly SilentRow[] = [
  { name: 'the very content', reference: REFERENCE, world: served('a'), instead: null },
  { name: 'asked for by its tag', reference: 'reg.example:5000/team/app:1', world: served('b'), instead: null },
];
