import type { Row, SilentRow } from '../support/check-rows.js';
import { CA, PLAIN, PRIVATE } from './dead-settings.js';
import { IMAGE } from './registry.js';

const CONF = '/etc/containers/registries.conf';
const OTHER_PORT = '[[registry]]\nlocation = "reg.example:443"\ninsecure = true\n';

export const rows: readonly Row[] = [
  {
    ...PLAIN,
    name: 'a table for another port of the host',
    files: { [CONF]: OTHER_PORT },
    title: 'The table for reg.example:443 does not match reg.example:5000/team/app: the ports differ',
    fixes: [{ kind: 'host', proof: 'replayed', after: 'ok' }],
  },
  {
    ...PRIVATE,
    name: 'a flag against a variable',
    files: { '/etc/containers/certs.d/reg.example:5000/ca.crt': CA.pem },
    flags: { tlsVerify: true },
    host: { ...PRIVATE.host, environment: { BUILD_REGISTRY_SOURCES: '{"insecureRegistries":["reg.example:5000"]}' } },
    title:
      'buildah stops before any network: --tls-verify=true asks for what BUILD_REGISTRY_SOURCES takes away from reg.example:5000',
    nextStep: 'leave --tls-verify out',
  },
  {
    name: 'a push by the runtime of a node',
    reference: IMAGE,
    operation: 'push',
    never: true,
    clients: [['cri-o', '1.36.3']],
    title: 'cri-o stops before any network: it only pulls for the kubelet, and has neither push nor login',
  },
];

export const silent: readonly SilentRow[] = [
  { name: 'nothing depends on it', reference: IMAGE, files: { [CONF]: OTHER_PORT }, instead: null },
];
