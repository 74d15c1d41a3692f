import type { ConformanceCase } from '../harness/case.js';
import { AUTH_PATH, authFile, faultyHttps, IMAGE, NAME, registriesConf } from '../harness/ground.js';
import { registryBehind } from '../harness/recording-server.js';
import { basic, bearer } from '../harness/token-ground.js';
import { registryError } from '../rig/faults.js';
import { ADDRESS } from '../rig/network.js';
import { startRegistry } from '../rig/registry.js';

const reference = `${NAME}/${IMAGE}`;
const FAIL = { buildah: 'fail', skopeo: 'fail' } as const;
const usual = { reference, clients: FAIL, fix: 'none' } as const;

export const AUTH: readonly ConformanceCase[] = [
  {
    ...usual,
    name: 'auth-missing-credentials: basic, nothing stored',
    finding: 'auth-missing-credentials',
    wire: true,
    build: (rig) => basic(rig, null),
  },
  {
    ...usual,
    name: 'auth-missing-credentials: token server, nothing stored',
    finding: 'auth-missing-credentials',
    wire: true,
    build: (rig) => bearer(rig, null),
  },
  {
    ...usual,
    name: 'auth-missing-credentials: stored under a key with a port that is not asked for',
    finding: 'auth-missing-credentials',
    fix: 'applies',
    build: (rig) => basic(rig, authFile(`${NAME}:443`, 'alice:secret')),
  },
  {
    ...usual,
    name: 'auth-bad-credentials: basic, wrong password',
    finding: 'auth-bad-credentials',
    wire: true,
    build: (rig) => basic(rig, authFile(NAME, 'alice:wrong')),
  },
  {
    ...usual,
    name: 'auth-bad-credentials: the token server says no',
    finding: 'auth-bad-credentials',
    wire: true,
    build: (rig) => bearer(rig, authFile(NAME, 'alice:wrong')),
  },
  {
    ...usual,
    name: 'auth-denied-scope: the token server grants nothing for the repository',
    finding: 'auth-denied-scope',
    wire: true,
    build: (rig) => bearer(rig, authFile(NAME, 'alice:secret'), { deny: ['team/app'] }),
  },
  {
    ...usual,
    name: 'auth-denied-scope: 403 DENIED for the manifest',
    finding: 'auth-denied-scope',
    build: async (rig) => {
      await rig.host.writeFile(AUTH_PATH, authFile(NAME, 'alice:secret'), 0o600);
      const denied = registryError(403, 'DENIED', 'requested access to the resource is denied');
      return [await faultyHttps(rig, registryBehind('Basic realm="rig"', denied))];
    },
  },
  {
    ...usual,
    name: 'auth-token-realm-unreachable: its name does not exist',
    finding: 'auth-token-realm-unreachable',
    detail: 'dns-nxdomain',
    build: (rig) => bearer(rig, authFile(NAME, 'alice:secret'), { host: 'nowhere.test' }),
  },
  {
    ...usual,
    name: 'auth-token-realm-unreachable: refused',
    finding: 'auth-token-realm-unreachable',
    detail: 'tcp-refused',
    waits: true,
    build: (rig) => bearer(rig, authFile(NAME, 'alice:secret'), { host: 'auth.test:444' }),
  },
  {
    ...usual,
    name: 'auth-token-realm-unreachable: dropped',
    clients: { skopeo: 'fail' },
    finding: 'auth-token-realm-unreachable',
    detail: 'tcp-timeout',
    wire: true,
    waits: true,
    longestMs: 120_000,
    build: async (rig) => {
      await rig.firewall.set('drop', { address: ADDRESS.auth, port: 443 });
      return bearer(rig, authFile(NAME, 'alice:secret'));
    },
  },
  {
    ...usual,
    name: 'auth-token-realm-unreachable: unknown CA',
    finding: 'auth-token-realm-unreachable',
    detail: 'tls-unknown-ca',
    fix: 'applies',
    build: (rig) => bearer(rig, authFile(NAME, 'alice:secret'), {}, { issuer: 'unknown' }),
  },
  {
    ...usual,
    name: 'auth-token-realm-unreachable: plain HTTP to the port of a TLS server',
    finding: 'auth-token-realm-unreachable',
    detail: 'http-on-https-port',
    build: async (rig) => {
      const certificate = await rig.pki.leaf({ names: ['auth.test'] });
      await startRegistry(rig, { address: ADDRESS.auth, port: 443, certificate });
      return [await faultyHttps(rig, registryBehind('Bearer realm="http://auth.test:443/token",service="rig"'))];
    },
  },
  {
    ...usual,
    name: 'credentials for the logical name after a location rewrite',
    finding: 'auth-missing-credentials',
    fix: 'applies',
    reference: `alias.test/${IMAGE}`,
    build: async (rig) => {
      await registriesConf(rig, `[[registry]]\nprefix = "alias.test"\nlocation = "${NAME}"\n`);
      return basic(rig, authFile('alias.test', 'alice:secret'));
    },
  },
];
