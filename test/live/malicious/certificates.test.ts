import { afterAll, beforeAll, describe, test } from 'vitest';
import type { ServerCertificate } from '../../conformance/rig/pki.js';
import { answering, goodImage, http, pouring } from './support/answers.js';
import { type Attack, FAR, type Places, withstand } from './support/attack.js';
import { type Ground, makeGround } from './support/ground.js';

let ground: Ground;
beforeAll(async () => {
  ground = await makeGround();
}, 60_000);
afterAll(() => ground.clear());

const anyone = http(goodImage);

/** A certificate that nobody signed, with terminal commands where PEM made from text can have none. */
async function escaping(): Promise<ServerCertificate> {
  const made = await ground.pki.leaf({ names: ['ESCAPEESCAPE.test', 'registry.test'], issuer: 'self' });
  const der = Buffer.from(made.chain.replace(/-----[A-Z ]+-----|\s/g, ''), 'base64').toString('latin1');
  const changed = der.replaceAll('ESCAPEESCAPE', '\u001b[31m\u001b]0;xy\u0007');
  const body = Buffer.from(changed, 'latin1').toString('base64').replace(/.{64}/g, '$&\n');
  return { ...made, chain: `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n` };
}

describe('a certificate', () => {
  /** One whose issuer is left out, to be fetched where it says. */
  const from =
    (url: (places: Places) => string): NonNullable<Attack['certificate']> =>
    (places) =>
      ground.pki.leaf({
        names: ['registry.test'],
        issuer: 'intermediate',
        omitIntermediate: true,
        issuerUrl: url(places),
      });
  const attacks: readonly Attack[] = [
    {
      name: 'with terminal commands in its subject and names',
      certificate: escaping,
      registry: () => anyone,
      by: 'cli',
      exit: 1,
      said: /self-signed|signed by itself|unknown authority/,
    },
    ...['127.0.0.1', '169.254.169.254', '[::1]', '0.0.0.0', '2130706433'].map(
      (host): Attack => ({
        name: `whose issuer is to be fetched near, at ${host}`,
        certificate: from(({ forbiddenPort }) => `http://${host}:${forbiddenPort}/ca.crt`),
        registry: () => anyone,
        by: 'check',
        exit: 1,
        said: /certificate/,
      }),
    ),
    {
      name: 'whose issuer is a file without end',
      certificate: from(({ plain }) => `http://${FAR}:${plain.split(':')[1]}/ca.crt`),
      registry: () => anyone,
      other: () => pouring('HTTP/1.1 200 OK\r\nContent-Length: 900000000\r\n\r\n', () => 'x'.repeat(64_000), 0),
      by: 'check',
      exit: 1,
      said: /certificate/,
    },
    {
      name: 'whose issuer redirects to the metadata service',
      certificate: from(({ plain }) => `http://${FAR}:${plain.split(':')[1]}/ca.crt`),
      registry: () => anyone,
      other: () => http(answering(302, { location: 'http://169.254.169.254/latest/' })),
      by: 'check',
      exit: 1,
      said: /certificate/,
    },
  ];
  test.each(attacks)('$name', (attack) => withstand(ground, attack));
});
