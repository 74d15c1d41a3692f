import type { ConformanceCase } from '../harness/case.js';
import { httpsRegistry, IMAGE, insecure, NAME, registriesConf, trustRoot, withNames } from '../harness/ground.js';
import { inspectionCertificate } from '../rig/inspection.js';
import { ADDRESS } from '../rig/network.js';
import { type ProxyOptions, startProxy } from '../rig/proxy.js';
import { startRegistry } from '../rig/registry.js';
import type { Rig } from '../rig/rig.js';

const PROXY_URL = 'http://proxy.test:3128';

/** A good registry, and a proxy that knows its address. */
async function behind(rig: Rig, proxy: Partial<ProxyOptions> = {}) {
  const names = { [NAME]: ADDRESS.registry };
  await startProxy(rig.listeners, { address: ADDRESS.proxy, port: 3128, names, ...proxy });
  return [await httpsRegistry(rig)];
}

/** The same, and the machine itself does not find the registry. */
async function onlyBehind(rig: Rig, proxy: Partial<ProxyOptions> = {}) {
  const names = { [NAME]: ADDRESS.registry };
  await startProxy(rig.listeners, { address: ADDRESS.proxy, port: 3128, names, ...proxy });
  await withNames(rig, { [NAME]: [] });
  await trustRoot(rig);
  return [await startRegistry(rig, { port: 443, certificate: await rig.pki.leaf({ names: [NAME] }) })];
}

const bad = {
  reference: `${NAME}/${IMAGE}`,
  clients: { buildah: 'fail', skopeo: 'fail' },
  finding: 'proxy-misconfigured',
  environment: { HTTPS_PROXY: PROXY_URL },
} as const;
const good = {
  reference: `${NAME}/${IMAGE}`,
  clients: { buildah: 'ok', skopeo: 'ok', podman: 'ok' },
  finding: null,
  fix: 'none',
} as const;

/** Proxies as they are met: with logins, with certificates, with lists of exceptions that miss. */
export const PROXY_KINDS: readonly ConformanceCase[] = [
  {
    ...bad,
    name: 'proxy-misconfigured: a login is wanted and none is there',
    fix: 'none',
    build: (rig) => onlyBehind(rig, { login: 'user:right' }),
  },
  {
    ...bad,
    name: 'proxy-misconfigured: a login is there and is wrong',
    environment: { HTTPS_PROXY: 'http://user:wrong@proxy.test:3128' },
    fix: 'none',
    build: (rig) => onlyBehind(rig, { login: 'user:right' }),
  },
  {
    ...bad,
    name: 'proxy-misconfigured: a login of a kind that Go does not know',
    environment: { HTTPS_PROXY: 'http://user:right@proxy.test:3128' },
    fix: 'none',
    build: (rig) => onlyBehind(rig, { refuseWith: 407, offers: ['Negotiate', 'NTLM'] }),
  },
  {
    ...bad,
    name: 'proxy-misconfigured: NO_PROXY has the network of a registry that is asked by name',
    environment: { HTTPS_PROXY: PROXY_URL, NO_PROXY: '10.99.0.0/24' },
    fix: 'applies',
    build: (rig) => behind(rig, { refuseWith: 403 }),
  },
  {
    ...bad,
    name: 'proxy-misconfigured: NO_PROXY is separated by blanks',
    environment: { HTTPS_PROXY: PROXY_URL, NO_PROXY: `localhost ${NAME}` },
    fix: 'applies',
    build: (rig) => behind(rig, { refuseWith: 403 }),
  },
  {
    ...bad,
    name: 'proxy-misconfigured: the proxy does not find the name, the machine does',
    fix: 'applies',
    build: async (rig) => behind(rig, { names: {}, resolvesNothingElse: true }),
  },
  {
    ...bad,
    name: 'proxy-misconfigured: containers.conf sends buildah and podman to a proxy that refuses',
    clients: { buildah: 'fail', podman: 'fail' },
    environment: {},
    fix: 'applies',
    build: async (rig) => {
      await rig.host.writeFile('/etc/containers/containers.conf', `[engine]\nenv = ["HTTPS_PROXY=${PROXY_URL}"]\n`);
      return behind(rig, { refuseWith: 403 });
    },
  },
  {
    ...bad,
    name: 'proxy-misconfigured: the proxy of /etc/environment did not reach this shell',
    environment: {},
    fix: 'applies',
    build: async (rig) => {
      await rig.host.writeFile('/etc/environment', `https_proxy=${PROXY_URL}\n`);
      return onlyBehind(rig);
    },
  },
  {
    ...bad,
    name: 'proxy-misconfigured: an https proxy whose own certificate is from a stranger',
    environment: { HTTPS_PROXY: 'https://proxy.test:3128' },
    fix: 'applies',
    build: async (rig) => {
      const leaf = await rig.pki.leaf({ names: ['proxy.test'], issuer: 'unknown' });
      const certificate = { ...leaf, chain: leaf.chain + (await rig.pki.authority('unknown')) };
      return onlyBehind(rig, { certificate });
    },
  },
  {
    ...bad,
    name: 'proxy-interception: the registry shows another issuer when asked directly',
    finding: 'proxy-interception',
    fix: 'applies',
    build: async (rig) => behind(rig, { intercept: await rig.pki.leaf({ names: [NAME], issuer: 'unknown' }) }),
  },
  {
    ...bad,
    name: 'proxy-interception: an inspecting proxy, no direct way: its CA is put in place',
    finding: 'proxy-interception',
    fix: 'applies',
    build: async (rig) => onlyBehind(rig, { intercept: await inspectionCertificate(rig, NAME) }),
  },
  {
    ...bad,
    name: 'tls-unknown-ca: through a proxy, no direct way: the proxy’s CA or the registry’s own, undecided',
    finding: 'tls-unknown-ca',
    fix: 'applies',
    build: async (rig) => {
      const leaf = await rig.pki.leaf({ names: [NAME], issuer: 'unknown' });
      const chain = leaf.chain + (await rig.pki.authority('unknown'));
      return onlyBehind(rig, { intercept: { ...leaf, chain } });
    },
  },
  {
    ...bad,
    name: 'captive-portal-or-html: the proxy blocks with a web page',
    finding: 'captive-portal-or-html',
    reference: `${NAME}:5000/${IMAGE}`,
    environment: { HTTP_PROXY: PROXY_URL },
    fix: 'none',
    build: async (rig) => {
      const page = '<html><title>Blocked by policy</title><body>no</body></html>';
      await startProxy(rig.listeners, { address: ADDRESS.proxy, port: 3128, names: {}, refuseWith: 403, page });
      await withNames(rig);
      await registriesConf(rig, insecure(`${NAME}:5000`));
      await rig.firewall.set('reset', { port: 5000 });
      return [await startRegistry(rig, { port: 5000 })];
    },
  },
  {
    ...good,
    name: 'healthy: through a proxy with the right login',
    environment: { HTTPS_PROXY: 'http://user:right@proxy.test:3128' },
    build: (rig) => onlyBehind(rig, { login: 'user:right' }),
  },
  {
    ...good,
    name: 'healthy: through an https proxy',
    environment: { HTTPS_PROXY: 'https://proxy.test:3128' },
    build: async (rig) => onlyBehind(rig, { certificate: await rig.pki.leaf({ names: ['proxy.test'] }) }),
  },
  {
    ...good,
    name: 'healthy: a dead proxy that NO_PROXY keeps out of it',
    environment: { HTTPS_PROXY: PROXY_URL, NO_PROXY: `.svc,*.other.test,10.0.0.0/8,${NAME}:443` },
    build: async (rig) => [await httpsRegistry(rig)],
  },
];
