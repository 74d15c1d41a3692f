import { serveTrusted } from '../authority.js';
import type { LabHandler } from '../exchange.js';
import type { Fault } from '../fault.js';
import { imageAt, REGISTRY_NAME, standardRegistry, TLS_PORT } from '../standard.js';

/** Shows `upload-redirect-scheme`: a registry behind a proxy that does not say how it was reached. */
export const uploadRedirectScheme: Fault = {
  title: 'The registry names http for https as the address to upload to',
  expected: 'upload-redirect-scheme',
  client: 'buildah',
  push: {},
  async arrange(stage, { nowMs }) {
    const host = `${REGISTRY_NAME}:${TLS_PORT}`;
    const registry = standardRegistry();
    const handler: LabHandler = (request) => {
      const given = registry(request);
      const { location } = given.headers;
      if (location === undefined) return given;
      return { ...given, headers: { ...given.headers, location: `http://${host}${location}` } };
    };
    await serveTrusted(stage, nowMs, handler);
    return {
      references: { image: imageAt(host) },
      story: [`${host} speaks TLS`, `it sends uploads to http://${host}`],
    };
  },
};
