import { Resolver } from 'node:dns/promises';
import { connect } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { type FaultName, labCatalogue } from '../../src/lab/catalogue.js';
import type { LabOptions } from '../../src/lab/fault.js';
import { type Lab, startLab } from '../../src/lab/lab.js';
import { type Ask, fileOf, knock, locate, visit } from './visit.js';

const running: Lab[] = [];
async function start(name: FaultName, options: LabOptions = {}): Promise<Lab> {
  const lab = await startLab(name, options);
  running.push(lab);
  return lab;
}
afterEach(async () => {
  for (const lab of running.splice(0)) await lab.stop();
});

const ACCOUNT = { authorization: `Basic ${Buffer.from('lab:lab-password').toString('base64')}` };
const MANIFEST = '/v2/demo/app/manifests/latest';

/** Origin of the image to check, with this scheme. */
function origin(lab: Lab, scheme: 'http' | 'https'): string {
  return `${scheme}://${lab.references.image.split('/')[0]}`;
}

describe('each lab shows its fault on the wire', () => {
  test.each<[FaultName, 'http' | 'https', string, { outcome: string; status?: number; body?: RegExp }, Ask?]>([
    ['healthy-http', 'http', MANIFEST, { outcome: 'status', status: 200, body: /"architecture":"amd64"/ }],
    ['healthy-https', 'https', MANIFEST, { outcome: 'status', status: 200, body: /"architecture":"arm64"/ }],
    ['tcp-refused', 'https', '/v2/', { outcome: 'ECONNREFUSED' }],
    ['tcp-timeout', 'https', '/v2/', { outcome: 'silent' }, { waitMs: 1200 }],
    ['https-on-http-port', 'http', '/v2/', { outcome: 'status', status: 200 }],
    ['http-on-https-port', 'http', '/v2/', { outcome: 'status', status: 400, body: /HTTP request to an HTTPS server/ }],
    ['http-on-https-port', 'https', '/v2/', { outcome: 'status', status: 200 }],
    ['tls-unknown-ca', 'https', '/v2/', { outcome: 'SELF_SIGNED_CERT_IN_CHAIN' }],
    ['tls-self-signed', 'https', '/v2/', { outcome: 'DEPTH_ZERO_SELF_SIGNED_CERT' }],
    ['tls-missing-intermediate', 'https', '/v2/', { outcome: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }],
    ['tls-name-mismatch', 'https', '/v2/', { outcome: 'ERR_TLS_CERT_ALTNAME_INVALID' }],
    ['tls-expired', 'https', '/v2/', { outcome: 'CERT_HAS_EXPIRED' }],
    ['tls-client-cert-required', 'https', '/v2/', { outcome: 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED' }],
    ['tls-not-yet-valid-clock-skew', 'https', '/v2/', { outcome: 'CERT_NOT_YET_VALID' }],
    ['auth-helper-missing', 'https', MANIFEST, { outcome: 'status', status: 200 }],
    ['auth-missing-credentials', 'https', '/v2/', { outcome: 'status', status: 401, body: /UNAUTHORIZED/ }],
    ['auth-missing-credentials', 'https', MANIFEST, { outcome: 'status', status: 200 }, { headers: ACCOUNT }],
    [
      'auth-bad-credentials',
      'https',
      '/v2/',
      { outcome: 'status', status: 401 },
      { headers: { authorization: 'Basic bGFiOm5v' } },
    ],
    ['auth-denied-scope', 'https', MANIFEST, { outcome: 'status', status: 401 }],
    ['auth-challenge-missing', 'https', '/v2/', { outcome: 'status', status: 200 }],
    ['auth-challenge-missing', 'https', MANIFEST, { outcome: 'status', status: 401 }],
    ['auth-clock-skew', 'https', '/token', { outcome: 'status', status: 200, body: /"token":/ }],
    [
      'auth-clock-skew',
      'https',
      '/v2/',
      { outcome: 'status', status: 401 },
      { headers: { authorization: 'Bearer x' } },
    ],
    ['auth-expired-token', 'https', '/v2/', { outcome: 'status', status: 401 }],
    ['auth-token-realm-unreachable', 'https', '/v2/', { outcome: 'status', status: 401 }],
    [
      'manifest-unknown',
      'https',
      '/v2/demo/app/manifests/no-such-tag',
      { outcome: 'status', status: 404, body: /MANIFEST_UNKNOWN/ },
    ],
    [
      'repository-not-found',
      'https',
      '/v2/demo/no-such-app/manifests/latest',
      { outcome: 'status', status: 404, body: /NAME_UNKNOWN/ },
    ],
    ['rate-limited', 'https', '/v2/', { outcome: 'status', status: 200 }],
    ['rate-limited', 'https', MANIFEST, { outcome: 'status', status: 429, body: /TOOMANYREQUESTS/ }],
    ['registry-5xx', 'https', '/v2/', { outcome: 'status', status: 503 }],
    ['captive-portal-or-html', 'https', '/v2/', { outcome: 'status', status: 200, body: /<!DOCTYPE html>/ }],
    ['wrong-platform', 'https', MANIFEST, { outcome: 'status', status: 200, body: /^(?!.*arm64).*mips64le/ }],
    ['proxy-misconfigured', 'https', '/v2/', { outcome: 'status', status: 200 }],
  ])('%s over %s: %s', async (name, scheme, path, expected, ask) => {
    const lab = await start(name);
    const seen = await visit(lab, `${origin(lab, scheme)}${path}`, ask);
    expect({ outcome: seen.outcome, status: seen.status }).toEqual({
      outcome: expected.outcome,
      status: expected.status ?? null,
    });
    expect(seen.body).toMatch(expected.body ?? /^/);
  });
});

describe('the case that started it', () => {
  test('port 443 answers nothing for more than 4 s, port 80 serves the image at once', async () => {
    const lab = await start('fallback-delay');
    expect(fileOf(lab, '/etc/containers/registries.conf')).toContain('insecure = true');
    const name = 'registry.registry.svc.cluster.local';
    expect(lab.references.image).toBe(`${name}/demo/app:latest`);
    const silent = locate(lab, name);
    const [knocked, served] = await Promise.all([
      knock(silent.address, silent.port, 4200),
      visit(lab, `http://${name}:80${MANIFEST}`),
    ]);
    expect(knocked).toBe('silent');
    expect(served).toMatchObject({ outcome: 'status', status: 200 });
    expect(served.ms).toBeLessThan(1000);
    expect(lab.describe()).toContain('443 are not answered');
  }, 10_000);

  test('two at a time keep out of each other’s way, and stop gives everything back', async () => {
    const [one, other] = [await start('fallback-delay'), await start('tcp-timeout')];
    expect(one.addresses).not.toEqual(other.addresses);
    const { address, port } = locate(one, 'registry.registry.svc.cluster.local');
    await one.stop();
    await one.stop();
    expect(await knock(address, port, 1000)).toBe('ECONNREFUSED');
  });
});

/** Writes to a port and gives the first line of the answer. */
function firstLine(address: string, port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: address, port }, () => socket.write(text, 'latin1'));
    socket.once('data', (data) => {
      socket.destroy();
      resolve(data.toString('latin1').split('\r\n')[0] ?? '');
    });
    socket.once('error', reject);
    socket.once('close', () => resolve('closed'));
  });
}

describe('details of single labs', () => {
  test('https-on-http-port: a TLS hello is answered in HTTP', async () => {
    const { address, port } = locate(await start('https-on-http-port'), 'registry.lab.internal:5000');
    expect(await firstLine(address, port, '\u0016\u0003\u0001\u0000\u0005hello')).toBe('HTTP/1.1 400 Bad Request');
  });

  test('tls-missing-intermediate: the certificate that is missing can be fetched', async () => {
    const lab = await start('tls-missing-intermediate');
    const { status, headers } = await visit(lab, 'http://registry.lab.internal:5000/issuing.der');
    expect([status, headers['content-type']]).toEqual([200, 'application/pkix-cert']);
  });

  test('auth-denied-scope: the login gets a token, the token gets 403', async () => {
    const lab = await start('auth-denied-scope', { home: '/home/dev' });
    const { auths } = JSON.parse(fileOf(lab, '/home/dev/.docker/config.json'));
    const headers = { authorization: `Basic ${auths['registry.lab.internal:5443'].auth}` };
    const challenge = String((await visit(lab, `${origin(lab, 'https')}${MANIFEST}`)).headers['www-authenticate']);
    expect(challenge).toBe(
      'Bearer realm="https://registry.lab.internal:5443/token",service="lab",scope="repository:demo/app:pull"',
    );
    const { token } = JSON.parse((await visit(lab, 'https://registry.lab.internal:5443/token', { headers })).body);
    const denied = await visit(lab, `${origin(lab, 'https')}${MANIFEST}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect([denied.status, denied.body]).toEqual([403, expect.stringContaining('DENIED')]);
  });

  test('auth with a Bearer challenge: anonymous is refused a token, the account gets a good one', async () => {
    const lab = await start('auth-missing-credentials', { challenge: 'bearer' });
    expect((await visit(lab, 'https://registry.lab.internal:5443/token')).status).toBe(401);
    const { token } = JSON.parse(
      (await visit(lab, 'https://registry.lab.internal:5443/token', { headers: ACCOUNT })).body,
    );
    expect(
      (await visit(lab, `${origin(lab, 'https')}${MANIFEST}`, { headers: { authorization: `Bearer ${token}` } }))
        .status,
    ).toBe(200);
  });

  test('auth-token-realm-unreachable: nothing listens at the realm', async () => {
    const lab = await start('auth-token-realm-unreachable');
    const challenge = String((await visit(lab, `${origin(lab, 'https')}/v2/`)).headers['www-authenticate']);
    const realm = new URL(/realm="([^"]+)"/.exec(challenge)?.[1] ?? '');
    expect((await visit(lab, realm.href)).outcome).toBe('ECONNREFUSED');
  });

  test('proxy-misconfigured: the proxy refuses CONNECT', async () => {
    const lab = await start('proxy-misconfigured');
    const proxy = new URL(lab.environment.https_proxy ?? '');
    const { address, port } = locate(lab, proxy.host);
    const line = await firstLine(address, port, 'CONNECT registry.lab.internal:5443 HTTP/1.1\r\nHost: x\r\n\r\n');
    expect(line).toBe('HTTP/1.1 403 Forbidden');
  });

  test('dns-nxdomain: the name server of resolv.conf says so', async () => {
    const lab = await start('dns-nxdomain');
    const address = /nameserver (\S+)/.exec(fileOf(lab, '/etc/resolv.conf'))?.[1] ?? '';
    const resolver = new Resolver({ timeout: 1000, tries: 1 });
    resolver.setServers([`${address}:${lab.portMap?.get(`${address}:53`)?.port ?? 53}`]);
    await expect(resolver.resolve4('registyr.lab.internal')).rejects.toMatchObject({ code: 'ENOTFOUND' });
  });
});

describe('the registry', () => {
  test('serves index, manifest, configuration and layer by digest', async () => {
    const lab = await start('healthy-http');
    const base = `${origin(lab, 'http')}/v2/demo/app`;
    const index = JSON.parse((await visit(lab, `${base}/manifests/latest`)).body);
    const manifest = await visit(lab, `${base}/manifests/${index.manifests[0].digest}`);
    expect(manifest.headers['content-type']).toBe('application/vnd.oci.image.manifest.v1+json');
    const { config, layers } = JSON.parse(manifest.body);
    expect((await visit(lab, `${base}/blobs/${config.digest}`)).body).toContain('"os":"linux"');
    expect((await visit(lab, `${base}/blobs/${layers[0].digest}`)).headers['content-length']).toBe(
      String(layers[0].size),
    );
    expect((await visit(lab, `${base}/manifests/latest`, { method: 'HEAD' })).headers['docker-content-digest']).toMatch(
      /^sha256:/,
    );
    expect(JSON.parse((await visit(lab, `${base}/tags/list`)).body)).toEqual({
      name: 'demo/app',
      tags: ['latest', 'single'],
    });
  });

  test('takes a push, and a cancelled upload is gone', async () => {
    const lab = await start('healthy-http');
    const root = origin(lab, 'http');
    const begin = await visit(lab, `${root}/v2/demo/new/blobs/uploads/`, { method: 'POST' });
    expect(begin.status).toBe(202);
    const session = `${root}${begin.headers.location}`;
    expect((await visit(lab, session, { method: 'PATCH', body: 'hello ' })).headers.range).toBe('0-5');
    const digest = 'sha256:b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9';
    expect((await visit(lab, `${session}?digest=${digest}`, { method: 'PUT', body: 'world' })).status).toBe(201);
    expect((await visit(lab, `${root}/v2/demo/new/blobs/${digest}`)).body).toBe('hello world');
    const put = await visit(lab, `${root}/v2/demo/new/manifests/v1`, {
      method: 'PUT',
      body: '{}',
      headers: { 'content-type': 'application/test' },
    });
    expect([put.status, (await visit(lab, `${root}/v2/demo/new/manifests/v1`)).headers['content-type']]).toEqual([
      201,
      'application/test',
    ]);
    const second = await visit(lab, `${root}/v2/demo/new/blobs/uploads/`, { method: 'POST' });
    expect((await visit(lab, `${root}${second.headers.location}`, { method: 'DELETE' })).status).toBe(204);
    expect((await visit(lab, `${root}${second.headers.location}`)).status).toBe(404);
  });
});

test('the catalogue starts with the case that started it and names a code for every fault', () => {
  const all = labCatalogue();
  expect(all[0]?.name).toBe('fallback-delay');
  expect(all.filter(({ expected }) => expected === null).map(({ name }) => name)).toEqual([
    'healthy-http',
    'healthy-https',
  ]);
  // Stories show a code that has other causes too.
  const stories = ['k0s-registries-conf-drop-in', 'k3s-ca-under-mirrored-name'];
  expect(all.filter(({ name, expected }) => expected !== null && name !== expected).map(({ name }) => name)).toEqual(
    stories,
  );
});
