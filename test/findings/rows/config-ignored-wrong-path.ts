import type { Row, SilentRow } from '../support/check-rows.js';
import { CA, PLAIN, PRIVATE } from './dead-settings.js';

const WRONG = '/etc/containers/certs.d/reg.example/ca.crt';
const RIGHT = '/etc/containers/certs.d/reg.example:5000/ca.crt';
const TABLE = '[[registry]]\nlocation = "reg.example:5000"\ninsecure = true\n';

export const rows: readonly Row[] = [
  {
    ...PRIVATE,
    name: 'the CA in the directory of another port',
    files: { [WRONG]: CA.pem },
    then: [['tls-unknown-ca', 'config-ignored-wrong-path']],
    title: `${WRONG} is not read: the directory is for reg.example, and names must match with the port`,
    location: { path: WRONG, line: null },
    nextStep: `write the setting where buildah reads it: ${RIGHT}`,
    fixes: [
      { kind: 'host', proof: 'replayed', after: 'ok', files: [{ path: RIGHT, action: 'write', content: CA.pem }] },
    ],
  },
  {
    ...PLAIN,
    name: 'a drop-in without its suffix',
    files: { '/etc/containers/registries.conf.d/team': TABLE },
    title:
      '/etc/containers/registries.conf.d/team has a [[registry]] table for reg.example:5000, but only files whose name ends in .conf are read',
    fixes: [
      {
        kind: 'host',
        proof: 'replayed',
        after: 'ok',
        files: [{ path: '/etc/containers/registries.conf.d/team.conf', content: TABLE }],
      },
    ],
  },
];

export const silent: readonly SilentRow[] = [
  { ...PRIVATE, name: 'the CA where it belongs', files: { [RIGHT]: CA.pem }, instead: null },
  {
    ...PLAIN,
    name: 'a forgotten file that would change nothing',
    files: { [WRONG]: CA.pem, '/etc/containers/registries.conf': TABLE },
    instead: null,
  },
];
