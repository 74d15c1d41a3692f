import { labAuthority, registryCertificate, serveTls, trust } from '../authority.js';
import { answer } from '../exchange.js';
import type { Fault } from '../fault.js';
import { HTTP_PORT, imageAt, REGISTRY_NAME, TLS_PORT } from '../standard.js';

/** The root is trusted; the intermediate is neither sent nor trusted, but can be fetched where the certificate says. */
export const tlsMissingIntermediate: Fault = {
  title: 'The registry does not send its intermediate certificate',
  expected: 'tls-missing-intermediate',
  client: 'buildah',
  async arrange(stage, { nowMs }) {
    const authority = labAuthority(nowMs);
    const intermediate = labAuthority(nowMs, 'Lab Issuing CA', authority);
    trust(stage, authority);
    const issuerUrl = `http://${REGISTRY_NAME}:${HTTP_PORT}/issuing.der`;
    await serveTls(stage, [registryCertificate(intermediate, nowMs, { issuerUrl })]);
    await stage.serve(HTTP_PORT, {
      handler: () => answer(200, { 'content-type': 'application/pkix-cert' }, intermediate.der),
    });
    const host = `${REGISTRY_NAME}:${TLS_PORT}`;
    return {
      references: { image: imageAt(host) },
      story: [
        `${host} sends only its own certificate, of the Lab Issuing CA`,
        'the host trusts the Lab Root CA, which certified the Lab Issuing CA',
        `${issuerUrl} gives the certificate that is missing`,
      ],
    };
  },
};
