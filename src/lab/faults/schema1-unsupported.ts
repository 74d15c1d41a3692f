import { serveTrusted } from '../authority.js';
import { type Gate, jsonAnswer } from '../exchange.js';
import type { Fault } from '../fault.js';
import { digestOf } from '../image.js';
import { imageAt, REGISTRY_NAME, standardRegistry, TLS_PORT } from '../standard.js';

const SIGNED = 'application/vnd.docker.distribution.manifest.v1+prettyjws';
const OLD = { schemaVersion: 1, name: 'demo/app', tag: 'latest', fsLayers: [{ blobSum: digestOf(Buffer.from('')) }] };

const old: Gate = ({ path }) =>
  path.includes('/manifests/') ? jsonAnswer(200, OLD, { 'content-type': SIGNED }) : null;

/** Shows `schema1-unsupported`: an image that was pushed in 2015, for a client that takes no such manifest. */
export const schema1Unsupported: Fault = {
  title: 'The image is stored as a manifest of schema 1',
  expected: 'schema1-unsupported',
  client: 'crane',
  async arrange(stage, { nowMs }) {
    await serveTrusted(stage, nowMs, standardRegistry(old));
    const host = `${REGISTRY_NAME}:${TLS_PORT}`;
    return { references: { image: imageAt(host) }, story: [`${imageAt(host)} has a manifest of schema 1`] };
  },
};
