import type { ConformanceCase } from '../harness/case.js';
import {
  AUTH_PATH,
  httpRegistry,
  httpsRegistry,
  IMAGE,
  insecure,
  NAME,
  registriesConf,
  withNames,
} from '../harness/ground.js';
import { startRegistry } from '../rig/registry.js';
import type { Rig } from '../rig/rig.js';

const reference = `${NAME}/${IMAGE}`;
const FAIL = { buildah: 'fail', skopeo: 'fail' } as const;
const usual = { reference, clients: FAIL, fix: 'applies' } as const;

/** A registry whose CA is known only by a file at `path`. */
async function authorityAt(rig: Rig, path: string) {
  await withNames(rig);
  await rig.host.writeFile(path, await rig.pki.authority('root'));
  const certificate = await rig.pki.leaf({ names: [NAME] });
  return [await startRegistry(rig, { port: 443, certificate })];
}

/** A plain HTTP registry on port 5000 that a drop-in at `path` was meant to declare. */
async function declaredAt(rig: Rig, path: string, content = insecure(`${NAME}:5000`)) {
  await rig.host.writeFile(path, content);
  return [await httpRegistry(rig, { port: 5000 })];
}

export const CONFIG: readonly ConformanceCase[] = [
  {
    ...usual,
    name: 'config-ignored-wrong-path: a CA in certs.d under a port that is not asked for',
    finding: 'config-ignored-wrong-path',
    also: ['tls-unknown-ca'],
    build: (rig) => authorityAt(rig, `/etc/containers/certs.d/${NAME}:443/ca.crt`),
  },
  {
    ...usual,
    name: 'config-ignored-wrong-path: a CA in certs.d with the suffix .pem',
    finding: 'config-ignored-wrong-path',
    also: ['tls-unknown-ca'],
    build: (rig) => authorityAt(rig, `/etc/containers/certs.d/${NAME}/ca.pem`),
  },
  {
    ...usual,
    name: 'config-ignored-wrong-path: a drop-in without .conf',
    reference: `${NAME}:5000/${IMAGE}`,
    finding: 'config-ignored-wrong-path',
    also: ['https-on-http-port'],
    build: (rig) => declaredAt(rig, '/etc/containers/registries.conf.d/50-registry.toml'),
  },
  {
    ...usual,
    name: 'config-parse-error: registries.conf is not TOML',
    finding: 'config-parse-error',
    fix: 'none',
    wire: true,
    build: async (rig) => {
      const servers = [await httpsRegistry(rig)];
      await registriesConf(rig, `[[registry]]\nlocation = "${NAME}\ninsecure = true\n`);
      return servers;
    },
  },
  {
    ...usual,
    name: 'config-parse-error: a type that does not fit',
    finding: 'config-parse-error',
    build: async (rig) => {
      const servers = [await httpsRegistry(rig)];
      await registriesConf(rig, `[[registry]]\nlocation = "${NAME}"\ninsecure = "true"\n`);
      return servers;
    },
  },
  {
    ...usual,
    name: 'config-parse-error: an empty auth file breaks anonymous pulls',
    finding: 'config-parse-error',
    build: async (rig) => {
      await rig.host.writeFile(AUTH_PATH, '');
      return [await httpsRegistry(rig)];
    },
  },
  {
    ...usual,
    name: 'config-parse-error: a client key without its certificate',
    finding: 'config-parse-error',
    build: async (rig) => {
      await rig.host.writeFile(`/etc/containers/certs.d/${NAME}/client.key`, 'not used');
      return [await httpsRegistry(rig)];
    },
  },
  {
    ...usual,
    name: 'config-unknown-key: insecure is spelled skip_verify',
    reference: `${NAME}:5000/${IMAGE}`,
    finding: 'config-unknown-key',
    also: ['https-on-http-port'],
    build: (rig) =>
      declaredAt(
        rig,
        '/etc/containers/registries.conf.d/50-registry.conf',
        `[[registry]]\nlocation = "${NAME}:5000"\nskip_verify = true\n`,
      ),
  },
  {
    ...usual,
    name: 'policy-blocked-registry: blocked = true',
    finding: 'policy-blocked-registry',
    fix: 'none',
    wire: true,
    build: async (rig) => {
      await registriesConf(rig, `[[registry]]\nlocation = "${NAME}"\nblocked = true\n`);
      return [await httpsRegistry(rig)];
    },
  },
  {
    ...usual,
    name: 'invalid-reference: a rewrite that adds a port to one that is there',
    reference: `${NAME}:80/${IMAGE}`,
    finding: 'invalid-reference',
    fix: 'none',
    build: async (rig) => {
      await registriesConf(rig, `[[registry]]\nprefix = "${NAME}"\nlocation = "${NAME}:80"\ninsecure = true\n`);
      return [await httpRegistry(rig)];
    },
  },
  {
    ...usual,
    name: 'invalid-reference: a tag and a digest, which skopeo refuses',
    reference: `${NAME}/${IMAGE}@sha256:${'0'.repeat(64)}`,
    clients: { skopeo: 'fail' },
    finding: 'invalid-reference',
    fix: 'none',
    build: async (rig) => [await httpsRegistry(rig)],
  },
  {
    ...usual,
    name: 'short-name-unresolved: no registry to search',
    reference: 'team/app:1.0',
    clients: { buildah: 'fail' },
    finding: 'short-name-unresolved',
    fix: 'none',
    build: async (rig) => [await httpsRegistry(rig)],
  },
];
