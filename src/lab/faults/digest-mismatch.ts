import { serveTrusted } from '../authority.js';
import { answer, type Gate } from '../exchange.js';
import type { Fault } from '../fault.js';
import { digestOf } from '../image.js';
import { REGISTRY_NAME, REPOSITORY, standardRegistry, TLS_PORT } from '../standard.js';

const OCI = 'application/vnd.oci.image.manifest.v1+json';
const WRITTEN = '{"schemaVersion":2}';
const REWRITTEN = '{ "schemaVersion": 2 }';
const DIGEST = digestOf(Buffer.from(WRITTEN));

const rewrites: Gate = ({ path }) =>
  path.endsWith(`/manifests/${DIGEST}`)
    ? answer(200, { 'content-type': OCI, 'docker-content-digest': DIGEST, via: '1.1 lab-cache' }, REWRITTEN)
    : null;

/** Shows `digest-mismatch`: something on the way writes the manifest's JSON anew. */
export const digestMismatch: Fault = {
  title: 'A manifest that is asked for by its digest comes with other content',
  expected: 'digest-mismatch',
  client: 'buildah',
  async arrange(stage, { nowMs }) {
    await serveTrusted(stage, nowMs, standardRegistry(rewrites));
    const host = `${REGISTRY_NAME}:${TLS_PORT}`;
    return {
      references: { image: `${host}/${REPOSITORY}@${DIGEST}` },
      story: [`a cache before ${host} adds blanks to manifests, so that their digests are others`],
    };
  },
};
