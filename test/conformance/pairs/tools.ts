import { authFile, http, IMAGE, LOGIN, loginHttps, NAME, privateHttps, WITH_PORT } from './ground.js';
import type { Pair } from './pair.js';

/** ctr 1.6, which reads no file unless it is told to. */
export const CTR: readonly Pair[] = [
  {
    client: 'ctr',
    reference: `${WITH_PORT}/${IMAGE}`,
    name: 'ctr: an HTTP registry',
    finding: 'https-on-http-port',
    build: (rig) => http(rig),
  },
  {
    client: 'ctr',
    reference: `${NAME}/${IMAGE}`,
    name: 'ctr: a private CA that nobody was given',
    finding: 'tls-unknown-ca',
    build: (rig) => privateHttps(rig),
  },
];

/** crane 0.22, where the machine has it. */
export const CRANE_PAIRS: readonly Pair[] = [
  {
    client: 'crane',
    reference: `${WITH_PORT}/${IMAGE}`,
    name: 'crane: an HTTP registry',
    finding: 'https-on-http-port',
    build: (rig) => http(rig),
  },
  {
    client: 'crane',
    reference: `${NAME}/${IMAGE}`,
    name: 'crane: a private CA that nobody was given',
    finding: 'tls-unknown-ca',
    build: (rig) => privateHttps(rig),
  },
  {
    client: 'crane',
    reference: `${WITH_PORT}/${IMAGE}`,
    name: 'crane: a login under the name without the port',
    finding: 'auth-missing-credentials',
    proof: 'hypothetical',
    build: (rig) => loginHttps(rig, { '/root/.docker/config.json': authFile(NAME, LOGIN) }),
  },
];
