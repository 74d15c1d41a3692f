import { serveTrusted } from '../authority.js';
import { type Gate, jsonAnswer } from '../exchange.js';
import type { Fault } from '../fault.js';
import { digestOf } from '../image.js';
import { imageAt, REGISTRY_NAME, standardRegistry, TLS_PORT } from '../standard.js';

const OCI = 'application/vnd.oci.image.manifest.v1+json';
const entry = (mediaType: string) => ({ mediaType, digest: digestOf(Buffer.from('{}')), size: 2 });
const CHART = {
  schemaVersion: 2,
  mediaType: OCI,
  config: entry('application/vnd.cncf.helm.config.v1+json'),
  layers: [entry('application/vnd.cncf.helm.chart.content.v1.tar+gzip')],
};

const chart: Gate = ({ path }) =>
  path.includes('/manifests/') ? jsonAnswer(200, CHART, { 'content-type': OCI }) : null;

/** Shows `mediatype-unsupported`: a chart where an image is asked for. */
export const mediatypeUnsupported: Fault = {
  title: 'Under this name lies a Helm chart, which is no image',
  expected: 'mediatype-unsupported',
  client: 'buildah',
  async arrange(stage, { nowMs }) {
    await serveTrusted(stage, nowMs, standardRegistry(chart));
    const host = `${REGISTRY_NAME}:${TLS_PORT}`;
    return { references: { image: imageAt(host) }, story: [`${imageAt(host)} is a Helm chart`] };
  },
};
