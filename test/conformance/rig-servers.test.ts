import { describe, expect, inject, test } from 'vitest';
import { loginWith, pullWith } from './rig/clients.js';
import { startDnsmasq, startFaultyDns } from './rig/dns.js';
import {
  afterPing,
  closes,
  drip,
  hugeBody,
  hugeHeaders,
  loginPage,
  neverAnswers,
  redirectLoop,
  registryError,
  startSilentPort,
  tooManyRequests,
} from './rig/faults.js';
import { withCase } from './rig/fixture.js';
import { startHttpServer } from './rig/http-server.js';
import { ADDRESS } from './rig/network.js';
import type { LeafRequest } from './rig/pki.js';
import { startProxy } from './rig/proxy.js';
import { startRegistry } from './rig/registry.js';
import type { Rig } from './rig/rig.js';
import { startTokenServer } from './rig/token-server.js';

const NAME = 'registry.test';
const DAY_MS = 86_400_000;
const { missing } = inject('conformance');

const withName = async (rig: Rig, ...addresses: string[]) => {
  await startDnsmasq(rig.network.server, rig.directory, {
    [NAME]: addresses.length > 0 ? addresses : [ADDRESS.registry],
    'auth.test': [ADDRESS.auth],
    'proxy.test': [ADDRESS.proxy],
    'mirror.test': [ADDRESS.second],
  });
};
const trustRoot = async (rig: Rig) => rig.host.trustInSystemStore(await rig.pki.authority('root'));
const insecure = (rig: Rig, ...locations: string[]) =>
  rig.host.writeFile(
    '/etc/containers/registries.conf',
    locations.map((location) => `[[registry]]\nlocation = "${location}"\ninsecure = true\n`).join(''),
  );
const auths = (registry: string, login: string) =>
  JSON.stringify({ auths: { [registry]: { auth: Buffer.from(login).toString('base64') } } });

describe.skipIf(missing.length > 0)('certificates', { concurrent: true }, () => {
  const cases: [string, LeafRequest, string | null][] = [
    ['good', { names: [NAME] }, null],
    ['under an intermediate', { names: [NAME], issuer: 'intermediate' }, null],
    ['intermediate left out', { names: [NAME], issuer: 'intermediate', omitIntermediate: true }, 'unknown authority'],
    ['wrong name', { names: ['other.test'] }, 'certificate is valid for other.test, not registry.test'],
    ['common name only', { names: [NAME], commonNameOnly: true }, 'legacy Common Name'],
    ['expired', { names: [NAME], notBeforeMs: -9 * DAY_MS, notAfterMs: -DAY_MS }, 'has expired or is not yet valid'],
    ['not yet valid', { names: [NAME], notBeforeMs: DAY_MS }, 'has expired or is not yet valid'],
    ['self-signed', { names: [NAME], issuer: 'self' }, 'unknown authority'],
    ['of a stranger', { names: [NAME], issuer: 'unknown' }, 'unknown authority'],
  ];
  test.each(cases)('%s', async (name, leaf, error) => {
    const build = async (rig: Rig) => {
      await withName(rig);
      await trustRoot(rig);
      await startRegistry(rig, { port: 443, certificate: await rig.pki.leaf(leaf) });
    };
    await withCase(name, build, async (rig) => {
      const outcome = await pullWith('skopeo', `${NAME}/team/app:1.0`, rig.host);
      if (error === null) expect(outcome).toMatchObject({ ok: true });
      else expect(outcome).toMatchObject({ ok: false, stderr: expect.stringContaining(error) });
    });
  });
});

describe.skipIf(missing.length > 0)('registries', () => {
  test('basic authentication lets in who has the password, over login and auth.json', async () => {
    const build = async (rig: Rig) => {
      await withName(rig);
      await insecure(rig, `${NAME}:5000`);
      return startRegistry(rig, { port: 5000, users: { alice: 'secret' } });
    };
    await withCase('basic', build, async (rig) => {
      const reference = `${NAME}:5000/team/app:1.0`;
      expect((await pullWith('buildah', reference, rig.host)).stderr).toContain('authentication required');
      const login = { user: 'alice', password: 'secret' };
      expect(await loginWith('skopeo', `${NAME}:5000`, login, rig.host)).toMatchObject({ ok: true });
      expect(await pullWith('buildah', reference, rig.host)).toMatchObject({ ok: true });
      await rig.host.remove('/run/containers/0/auth.json');
      await rig.host.writeFile('/root/.docker/config.json', auths(`${NAME}:5000`, 'alice:wrong'));
      expect(await pullWith('buildah', reference, rig.host)).toMatchObject({ ok: false });
    });
  });

  test('token authentication grants, refuses and denies', async () => {
    const build = async (rig: Rig) => {
      await withName(rig);
      await trustRoot(rig);
      const tokens = await startTokenServer(rig.listeners, {
        address: ADDRESS.auth,
        port: 443,
        host: 'auth.test',
        certificate: await rig.pki.leaf({ names: ['auth.test'] }),
        signer: await rig.pki.leaf({ names: ['signer'], issuer: 'self' }),
        users: { alice: 'secret' },
        deny: ['library/hello'],
      });
      const certificate = await rig.pki.leaf({ names: [NAME] });
      await startRegistry(rig, { port: 443, certificate, auth: tokens.registryAuth });
      return tokens;
    };
    await withCase('token', build, async (rig, tokens) => {
      const pull = (name: string) => pullWith('buildah', `${NAME}/${name}`, rig.host);
      expect(await pull('team/app:1.0')).toMatchObject({ ok: false });
      await rig.host.writeFile('/run/containers/0/auth.json', auths(NAME, 'alice:secret'));
      expect(await pull('team/app:1.0')).toMatchObject({ ok: true });
      expect(await pull('library/hello:latest')).toMatchObject({ ok: false });
      await rig.host.writeFile('/run/containers/0/auth.json', auths(NAME, 'alice:wrong'));
      expect(await pull('team/app:1.0')).toMatchObject({ ok: false });
      expect(tokens.requests.some(({ path, status }) => path.includes('account=alice') && status === 200)).toBe(true);
    });
  });

  test('a pull-through mirror serves what only its upstream holds', async () => {
    const build = async (rig: Rig) => {
      await withName(rig);
      await startRegistry(rig, { port: 5000 });
      const upstream = `http://${ADDRESS.registry}:5000`;
      const mirror = await startRegistry(rig, { address: ADDRESS.second, port: 5000, proxyOf: upstream });
      const mirrorOf = '[[registry.mirror]]\nlocation = "mirror.test:5000"\ninsecure = true\n';
      await rig.host.writeFile('/etc/containers/registries.conf', `[[registry]]\nlocation = "${NAME}"\n${mirrorOf}`);
      return mirror;
    };
    await withCase('mirror', build, async (rig, mirror) => {
      expect(await pullWith('buildah', `${NAME}/team/app:1.0`, rig.host)).toMatchObject({ ok: true });
      expect(mirror.requests.some(({ path }) => path === '/v2/team/app/manifests/1.0')).toBe(true);
    });
  });

  test('an image for other platforms only is refused', async () => {
    const build = async (rig: Rig) => {
      const address = '198.51.100.7';
      await rig.network.addServerAddress(address);
      await withName(rig, address);
      await insecure(rig, NAME);
      await startRegistry(rig, { address, port: 80 });
    };
    await withCase('platform', build, async (rig) => {
      const foreign = await pullWith('buildah', `${NAME}/team/app:foreign`, rig.host);
      expect(foreign).toMatchObject({ ok: false, stderr: expect.stringContaining('no image found in image index') });
      expect(await pullWith('podman', `${NAME}/team/app:multi`, rig.host)).toMatchObject({ ok: true });
    });
  });
});

describe.skipIf(missing.length > 0)('faults', () => {
  const faulty = (handler: Parameters<typeof startHttpServer>[2]) => async (rig: Rig) => {
    await withName(rig);
    await trustRoot(rig);
    const certificate = await rig.pki.leaf({ names: [NAME] });
    return startHttpServer(rig.listeners, { address: ADDRESS.registry, port: 443, certificate }, handler);
  };
  test.concurrent.each([
    ['503', registryError(503, 'UNAVAILABLE', 'down'), '503 (Service Unavailable)'],
    ['a login page', afterPing(loginPage), 'looking for beginning of value'],
    ['403 for the repository', afterPing(registryError(403, 'DENIED', 'not yours')), 'not yours'],
    ['404 for the repository', afterPing(registryError(404, 'NAME_UNKNOWN', 'not here')), 'not here'],
    ['429 with Retry-After', afterPing(tooManyRequests('0')), 'toomanyrequests'],
    ['a redirect loop', redirectLoop, 'stopped after 10 redirects'],
    ['a closed connection', closes, 'EOF'],
    ['a body of 100 MB', afterPing(hugeBody), 'exceeded'],
    ['headers of 100 MB', hugeHeaders, 'server response headers exceeded'],
  ] as const)('%s', async (name, handler, error) => {
    await withCase(name, faulty(handler), async (rig, server) => {
      const outcome = await pullWith('skopeo', `${NAME}/team/app:1.0`, rig.host);
      expect(outcome).toMatchObject({ ok: false, stderr: expect.stringContaining(error) });
      expect(server.requests[0]).toMatchObject({ method: 'GET', path: '/v2/' });
    });
  });

  test.concurrent('a port that is silent where TLS is expected costs 10 s a ping, of v2 and v1', async () => {
    const build = async (rig: Rig) => {
      await withName(rig);
      await startSilentPort(rig.listeners, ADDRESS.registry, 443);
    };
    await withCase('silent port', build, async (rig) => {
      const outcome = await pullWith('skopeo', `${NAME}/team/app:1.0`, rig.host);
      expect(outcome).toMatchObject({ ok: false, stderr: expect.stringContaining('TLS handshake timeout') });
      expect(outcome.ms).toBeGreaterThan(19_900);
    });
  });

  test.each([
    ['never answers', neverAnswers],
    ['drips', afterPing(drip)],
  ])('a server that %s keeps the client until it is stopped', async (name, handler) => {
    await withCase(name, faulty(handler), async (rig) => {
      const outcome = await pullWith('skopeo', `${NAME}/team/app:1.0`, rig.host, { timeoutMs: 2000 });
      expect(outcome).toMatchObject({ ok: false, gaveUp: true });
    });
  });

  test.each([
    ['works', {}, true],
    ['refuses', { refuseWith: 403 }, false],
  ])('a proxy that %s', async (name, refusal, ok) => {
    const build = async (rig: Rig) => {
      await withName(rig);
      await trustRoot(rig);
      await startRegistry(rig, { port: 443, certificate: await rig.pki.leaf({ names: [NAME] }) });
      const names = { [NAME]: ADDRESS.registry };
      return startProxy(rig.listeners, { address: ADDRESS.proxy, port: 3128, names, ...refusal });
    };
    await withCase(`proxy ${name}`, build, async (rig, proxy) => {
      const env = { HTTPS_PROXY: 'http://proxy.test:3128' };
      const outcome = await pullWith('skopeo', `${NAME}/team/app:1.0`, rig.host, { env });
      expect(outcome.ok, outcome.stderr).toBe(ok);
      expect(proxy.tunnels).toContain(`${NAME}:443`);
      const ports = (await rig.firewall.attempts()).map(({ address, port }) => `${address}:${port}`);
      expect(ports).toContain(`${ADDRESS.proxy}:3128`);
    });
  });
});

describe.skipIf(missing.length > 0)('names and addresses', { concurrent: true }, () => {
  const pull = (rig: Rig) => pullWith('skopeo', `${NAME}/team/app:1.0`, rig.host);

  test('an unknown name is NXDOMAIN', async () => {
    await withCase('NXDOMAIN', withName, async (rig) => {
      const outcome = await pullWith('skopeo', 'nowhere.test/team/app:1.0', rig.host);
      expect(outcome.stderr).toContain('no such host');
    });
  });

  test('a failing nameserver is told from one that knows no such name', async () => {
    const build = (rig: Rig) => startFaultyDns(rig.listeners, ADDRESS.dns, { responseCode: 'SERVFAIL' });
    await withCase('SERVFAIL', build, async (rig, asked) => {
      expect((await pull(rig)).stderr).toContain('server misbehaving');
      expect(asked).toContain(NAME);
    });
  });

  test('a dead first nameserver costs 5 s for each connection', async () => {
    const build = async (rig: Rig) => {
      await withName(rig);
      await insecure(rig, NAME);
      await startRegistry(rig, { port: 80 });
      await rig.firewall.set('drop', { address: ADDRESS.deadDns, port: 53, protocol: 'udp' });
      await rig.host.useNameservers([ADDRESS.deadDns, ADDRESS.dns]);
    };
    await withCase('dead nameserver', build, async (rig) => {
      const outcome = await pull(rig);
      expect(outcome).toMatchObject({ ok: true });
      const connections = await rig.firewall.attempts();
      expect(outcome.ms).toBeGreaterThan(4900 * connections.length);
      expect(connections.map(({ port }) => port)).toEqual([443, 80, 80, 80]);
    });
  });

  test('IPv6 dropped and IPv4 serving: both are tried', async () => {
    const build = async (rig: Rig) => {
      await withName(rig, ADDRESS.registryIpv6, ADDRESS.registry);
      await trustRoot(rig);
      await startRegistry(rig, { port: 443, certificate: await rig.pki.leaf({ names: [NAME] }) });
      await rig.firewall.set('drop', { address: ADDRESS.registryIpv6, port: 443 });
    };
    await withCase('broken IPv6', build, async (rig) => {
      expect(await pull(rig)).toMatchObject({ ok: true });
      const addresses = new Set((await rig.firewall.attempts()).map(({ address }) => address));
      expect(addresses).toEqual(new Set([ADDRESS.registryIpv6, ADDRESS.registry]));
    });
  });

  test('no route, a refused port and a dead neighbour read differently', async () => {
    await withCase('unreachable', withName, async (rig) => {
      expect((await pull(rig)).stderr).toContain('connection refused');
      await rig.network.makeUnroutable(`${ADDRESS.registry}/32`);
      expect((await pull(rig)).stderr).toContain('no route to host');
      const dead = await pullWith('skopeo', `${ADDRESS.nobody}/team/app:1.0`, rig.host);
      expect(dead.stderr).toContain('no route to host');
      expect(dead.ms).toBeGreaterThan(2900);
    });
  });
});
